"""Themes learned from answers that people coded: keywords and TF-IDF together, with how often they are right.

Three steps, each small:

1. **A vote per theme**: logistic regression on the answer's words and letters in a row (TF-IDF), the themes
   whose words match, its directions among all answers (truncated SVD of the same; learned from answers
   without codes too), what its words feel like, and, where there is the extra `semantic`, its vector.
2. **One judge for all themes**: a logistic regression on pairs of answer and theme, which knows that theme's
   vote (made without that answer), how the theme's words matched, how common the theme is, and how far the
   vote is from the answer's strongest. What is learned about one theme's words so helps a theme that three
   coded answers carry. Stacked as in Wolpert, “Stacked generalization” (1992).
3. **A threshold for each theme** at which as many answers carry it as its probabilities add up to among all
   answers at hand, between 0.08 and 0.65: so a theme's share is not distorted (“probabilistic classify and
   count”, Bella et al., 2010). What the probabilities are off by among the coded answers is put right in
   all, the more so the more are coded (“Prediction-powered inference”, Angelopoulos et al., Science 2023).
   An answer that reaches none gets its likeliest.

`Measured` comes from five-fold cross-validation of all three steps: the model never saw what it was asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler, normalize

from analysis.agreement import FEWEST_CODED, Measured, measure
from analysis.readings.textblob_exact import scores as textblob_scores
from analysis.taxonomy import NO_REASON_GIVEN, OTHER, Taxonomy
from analysis.text import plain_words
from analysis.themes import Matcher, ThemeMatch, evidence, is_bare_nothing

MOST_UNCODED = 10_000
"""Of the answers without codes so many are looked at: more change nothing."""
FOLDS = 5
_LEAST, _MOST = 0.08, 0.65
_HELD = 100
"""With so many coded answers, half of what they say of a theme's share is believed."""
_DIRECTIONS = 100
_VOTE_STRENGTH, _JUDGE_STRENGTH = 10.0, 1.0
_SEED = 0
_VECTOR_WEIGHT = 1.5
_NEVER = 1e-4

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """An answer and the codes that a person gave it; one or more."""

    text: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A theme of an answer with the words that matched, if any did, and how likely it is, 0 to 1.

    `likely` is None where words alone say so.
    """

    match: ThemeMatch
    likely: float | None


class Vectors:
    """Sentence vectors of answers, one row each; the default has none."""

    def of(self, texts: Sequence[str]) -> Floats | None:
        return None


class ThemeModel:
    """Suggests themes as the coders gave them. Made by `learn`."""

    def __init__(self, taxonomy: Taxonomy, vectors: Vectors) -> None:
        self.codes = [*(theme.code for theme in taxonomy.themes), OTHER]
        self.measured: Measured | None = None
        self._features = _Features(Matcher(taxonomy), self.codes, vectors)
        self._votes: _Votes
        self._judge: _Judge
        self._thresholds: Floats

    def fit(self, coded: Sequence[Coded], uncoded: Sequence[str]) -> "ThemeModel":
        texts = [one.text for one in coded]
        known = self._known(coded)
        self._features.fit([*texts, *uncoded])
        seen = self._features.of(texts)
        self._votes, self._judge, likely = _learned(seen, known)
        amiss = _amiss(known, likely)
        if uncoded:
            likely = self._likely(self._features.of(uncoded))
        self._thresholds = _thresholds(likely, amiss)
        self.measured = self._measure(seen, known)
        return self

    def _known(self, coded: Sequence[Coded]) -> Flags:
        return np.array([[code in one.codes for code in self.codes] for one in coded])

    def _likely(self, seen: "_Seen") -> Floats:
        return self._judge.likely(seen, self._votes.of(seen.wide))

    def _measure(self, seen: "_Seen", known: Flags) -> Measured:
        found = np.zeros_like(known)
        for inside, outside in _folds(seen.said):
            votes, judge, likely = _learned(seen.rows(inside), known[inside])
            asked = seen.rows(outside)
            thresholds = _thresholds(likely, _amiss(known[inside], likely))
            found[outside] = _decided(judge.likely(asked, votes.of(asked.wide)), thresholds)
        return measure(known, found)

    def suggest(self, texts: Sequence[str]) -> list[tuple[Suggested, ...]]:
        """The themes of each of `texts`, the likeliest first; OTHER alone where it is the likeliest."""
        seen = self._features.of(texts)
        likely = self._likely(seen)
        return [
            self._said(row, flags, words)
            for row, flags, words in zip(
                likely, _decided(likely, self._thresholds), seen.matched, strict=True
            )
        ]

    def _said(
        self, likely: Floats, flags: Flags, words: Mapping[str, tuple[str, ...]]
    ) -> tuple[Suggested, ...]:
        order = [int(place) for place in np.argsort(-likely) if flags[place]]
        themes = [place for place in order if self.codes[place] != OTHER] or order
        return tuple(
            Suggested(ThemeMatch(self.codes[place], words.get(self.codes[place], ())), float(likely[place]))
            for place in themes
        )


def learn(
    taxonomy: Taxonomy, coded: Sequence[Coded], uncoded: Sequence[str] = (), vectors: Vectors | None = None
) -> ThemeModel:
    """A model of how `coded` were coded. `uncoded` are other answers to the same questions.

    Codes that the taxonomy has not are left out, and so are answers that gave no reason. ValueError with
    fewer than `FEWEST_CODED` answers left.
    """
    kept = [one for one in coded if one.codes and one.codes != {NO_REASON_GIVEN}]
    if len(kept) < FEWEST_CODED:
        raise ValueError(f"{len(kept)} coded answers, {FEWEST_CODED} needed")
    return ThemeModel(taxonomy, vectors or Vectors()).fit(kept, list(uncoded)[:MOST_UNCODED])


@dataclass(frozen=True, slots=True)
class _Seen:
    """Answers as numbers: `wide` for the votes, `pairs` (answers × themes × what the match was like).

    `said` are their bare words.
    """

    said: Sequence[str]
    wide: Any  # a scipy.sparse matrix, which ships no types
    pairs: Floats
    matched: Sequence[Mapping[str, tuple[str, ...]]]

    def rows(self, rows: Rows) -> "_Seen":
        said, matched = [self.said[row] for row in rows], [self.matched[row] for row in rows]
        return _Seen(said, self.wide[rows], self.pairs[rows], matched)


class _Features:
    """Texts to numbers. What it learns from texts needs no codes."""

    def __init__(self, matcher: Matcher, codes: Sequence[str], vectors: Vectors) -> None:
        self._matcher, self._codes, self._vectors = matcher, codes, vectors
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), min_df=2, sublinear_tf=True, strip_accents="unicode"
        )
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
        self._directions: TruncatedSVD | None = None

    def fit(self, texts: Sequence[str]) -> None:
        found = sparse.hstack([self._words.fit_transform(texts), self._letters.fit_transform(texts)])
        most = min(_DIRECTIONS, min(found.shape) - 1)
        self._directions = TruncatedSVD(most, random_state=_SEED).fit(found.tocsr())

    def of(self, texts: Sequence[str]) -> _Seen:
        words = [plain_words(text) for text in texts]
        matched = [{} if is_bare_nothing(one) else self._matcher.matched(one) for one in words]
        grams = sparse.hstack([self._words.transform(texts), self._letters.transform(texts)]).tocsr()
        assert self._directions is not None  # noqa: S101 - `fit` came first
        directions = normalize(self._directions.transform(grams))
        pairs = self._pairs(words, matched)
        blocks = [pairs[:, :, 0] > 0, grams, directions, _feels(texts, words)]
        vectors = self._vectors.of(texts)
        if vectors is not None:
            blocks.append(_VECTOR_WEIGHT * vectors)
        wide = sparse.hstack([sparse.csr_matrix(one) for one in blocks]).tocsr()
        return _Seen([" ".join(one) for one in words], wide, pairs, matched)

    def _pairs(
        self, words: Sequence[Sequence[str]], matched: Sequence[Mapping[str, tuple[str, ...]]]
    ) -> Floats:
        """Of each answer and theme: phrases that matched, their evidence, how much of the answer they are."""
        place = {code: number for number, code in enumerate(self._codes)}
        found = np.zeros((len(words), len(self._codes), 5))
        for row, (said, themes) in enumerate(zip(words, matched, strict=True)):
            found[row, :, 3] = min(len(themes), 8)
            found[row, :, 4] = np.log1p(len(said))
            for code, weight in evidence(themes).items():
                covered = sum(len(phrase.split()) for phrase in themes[code]) / len(said)
                found[row, place[code], :3] = min(len(themes[code]), 3), weight, covered
        return found


_NEGATIVE = re.compile(r"\b(?:not|no|never|nt|dont|cant|isnt|wasnt|didnt|wont)\b")


def _feels(texts: Sequence[str], words: Sequence[Sequence[str]]) -> Floats:
    """Praise, complaint, subjectivity, length, a bare “nothing”, negations."""
    scores = np.array([textblob_scores(text) for text in texts]).reshape(-1, 2)
    return np.column_stack(
        [
            scores[:, 0].clip(0),
            (-scores[:, 0]).clip(0),
            scores[:, 1],
            np.log1p([len(one) for one in words]) / 4,
            [float(is_bare_nothing(one)) for one in words],
            [float(bool(_NEGATIVE.search(" ".join(one)))) for one in words],
        ]
    )


class _Votes:
    """One logistic regression a theme; a theme that fewer than two answers carry always votes its share."""

    def __init__(self, wide: Any, known: Flags) -> None:
        self.share = _logit((known.sum(0) + 0.3) / (len(known) + 10))
        self._weights = np.zeros((wide.shape[1], known.shape[1]))
        self._bias = self.share.copy()
        for theme in np.flatnonzero((known.sum(0) >= 2) & (known.sum(0) < len(known))):
            learned = LogisticRegression(
                C=_VOTE_STRENGTH, max_iter=300, solver="liblinear", random_state=_SEED
            )
            learned.fit(wide, known[:, theme])
            self._weights[:, theme], self._bias[theme] = learned.coef_[0], learned.intercept_[0]

    def of(self, wide: Any) -> Floats:
        """Log odds, answers × themes."""
        return np.asarray(wide @ self._weights + self._bias)


class _Judge:
    """One logistic regression for all pairs of answer and theme."""

    def __init__(self, share: Floats) -> None:
        self._share = share
        self._scale = StandardScaler()
        self._weigh = LogisticRegression(C=_JUDGE_STRENGTH, max_iter=500)

    def fit(self, seen: _Seen, votes: Floats, known: Flags) -> None:
        signs = self._signs(seen, votes)
        self._weigh.fit(self._scale.fit_transform(signs.reshape(-1, signs.shape[-1])), known.ravel())

    def likely(self, seen: _Seen, votes: Floats) -> Floats:
        signs = self._signs(seen, votes)
        scaled = self._scale.transform(signs.reshape(-1, signs.shape[-1]))
        return np.asarray(self._weigh.predict_proba(scaled)[:, 1].reshape(votes.shape))

    def _signs(self, seen: _Seen, votes: Floats) -> Floats:
        matched = (seen.pairs[:, :, :1] > 0).astype(float)
        vote = votes[:, :, None]
        behind = votes.max(1)[:, None, None] - vote
        share = np.broadcast_to(self._share, votes.shape)[:, :, None]
        covered = np.sqrt(seen.pairs[:, :, 2:3])
        return np.concatenate([seen.pairs, matched, vote, behind, share, vote * matched, covered], axis=-1)


def _learned(seen: _Seen, known: Flags) -> tuple[_Votes, _Judge, Floats]:
    """Votes, the judge of them, and how likely it finds each theme of answers that the votes knew not."""
    crossed = np.zeros(known.shape)
    for inside, outside in _folds(seen.said):
        crossed[outside] = _Votes(seen.wide[inside], known[inside]).of(seen.wide[outside])
    votes = _Votes(seen.wide, known)
    judge = _Judge(votes.share)
    judge.fit(seen, crossed, known)
    return votes, judge, judge.likely(seen, crossed)


def _folds(said: Sequence[str]) -> list[tuple[Rows, Rows]]:
    """Which rows to learn from and which to ask about; the same words are never in both."""
    number = {words: place for place, words in enumerate(dict.fromkeys(said))}
    groups = np.array([number[words] for words in said])
    folds = KFold(min(FOLDS, len(number)), shuffle=True, random_state=_SEED).split(np.arange(len(number)))
    return [
        (np.flatnonzero(np.isin(groups, one)), np.flatnonzero(np.isin(groups, other))) for one, other in folds
    ]


def _logit(share: Floats) -> Floats:
    kept = share.clip(_NEVER, 1 - _NEVER)
    return np.asarray(np.log(kept / (1 - kept)))


def _amiss(known: Flags, likely: Floats) -> Floats:
    """How much larger each theme's share is than its probabilities say, as far as coded answers tell."""
    return np.asarray((known.mean(0) - likely.mean(0)) * len(known) / (len(known) + _HELD))


def _thresholds(likely: Floats, amiss: Floats) -> Floats:
    """Where as many answers carry each theme as its probabilities add up to, with what they are amiss."""
    carried = np.rint((likely.mean(0) + amiss) * len(likely)).astype(int).clip(1, len(likely))
    ordered = -np.sort(-likely, axis=0)
    return np.asarray(ordered[carried - 1, np.arange(likely.shape[1])].clip(_LEAST, _MOST))


def _decided(likely: Floats, thresholds: Floats) -> Flags:
    """The themes that reach their threshold, else the likeliest one."""
    flags = likely >= thresholds
    none = ~flags.any(1)
    flags[none, likely[none].argmax(1)] = True
    return np.asarray(flags)
