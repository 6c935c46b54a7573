"""Coding by program: the sample, one's own codes, how coders agree, and every code that was given."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import LARGEST, Code, note
from admin_api.api_models import Given, Made
from admin_api.early_looks import of_one
from admin_api.pages_coding import CodeForm, CodingPage, code_one, coding_page, sample_of
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from analysis.agreement import Agreed
from consultations.storage.coding import Coding, ToCode
from consultations.storage.consultations import Consultations

Answer = Annotated[int, Path(ge=1, le=LARGEST, description="An answer's number.", examples=[812])]


class CodersOut(Made):
    """How one's own codes agree with those of another coder; `kappa` is null where neither used a theme."""

    coder: str = Field(examples=["officer@trust.example"])
    answers: int = Field(description="How many both coded.", examples=[50])
    mean_kappa: float | None = Field(examples=[0.72])
    samples_f1: float = Field(examples=[0.81])
    kappa: dict[str, float | None] = Field(examples=[{"street_lights": 0.8}])


class CodingOut(Made):
    """How far coding is. From `fewest` coded answers on a program learns from them."""

    consultation: str = Field(examples=["feeling-safe"])
    sample: int = Field(description="Answers to be coded.", examples=[300])
    done: int = Field(description="Of these, coded by whoever asks.", examples=[120])
    fewest: int = Field(examples=[50])
    how: str = Field(description="How the themes of the others are found, in a sentence.")
    themes: dict[str, str] = Field(examples=[{"street_lights": "Street lights"}])
    agreement: list[CodersOut]


class ToCodeOut(Made):
    """An answer of the sample; `codes` are those that whoever asks gave to it."""

    answer: int = Field(examples=[812])
    revision: int = Field(examples=[1])
    question: str = Field(examples=["better"])
    words: str = Field(examples=["More lights please"])
    codes: list[str] = Field(examples=[["street_lights"]])


class Codes(Given):
    revision: Annotated[int, Field(ge=0, le=LARGEST)] = Field(
        description="Which words were read: `revision` of the answer.", examples=[1]
    )
    codes: list[Annotated[str, Field(max_length=100)]] = Field(
        min_length=1, max_length=200, examples=[["street_lights"]]
    )


class CodedOut(Made):
    answer: int = Field(examples=[812])
    codes: list[str] = Field(examples=[["street_lights"]])


class CodeGiven(Made):
    """A coded answer: its words without what tells who somebody is, and what counts of its codes."""

    number: int = Field(description="A running number within this list alone.", examples=[1])
    question: str = Field(examples=["better"])
    words: str = Field(examples=["More lights please"])
    codes: list[str] = Field(examples=[["street_lights"]])


def add(routes: APIRouter, parts: Parts) -> None:
    add_state(routes, parts)
    add_sample(routes, parts)


def add_state(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/coding", tags=["review"], summary="How far coding is, and how coders agree"
    )
    @audience(Audience.OFFICER, scope="answers")
    @of_one
    def coding(request: Request, code: Code) -> CodingOut:
        with parts.database.read() as connection:
            return coding_out(coding_page(connection, code, me(request).name, parts.rule))

    @routes.get(
        "/consultations/{code}/coding/codes", tags=["review"], summary="Every coded answer with its codes"
    )
    @audience(Audience.OFFICER, scope="answers")
    @of_one
    def codes_given(request: Request, code: Code, wanted: Annotated[Paged, Query()]) -> Page[CodeGiven]:
        with parts.database.write() as connection:
            given = Coding(connection).given(Consultations(connection).get(code).id)
            note(connection, parts, request, "codes.taken", f"consultation:{code}")
        rows = [
            CodeGiven(number=number, question=one.question, words=one.words, codes=list(one.codes))
            for number, one in enumerate(given, start=1)
        ]
        items, following = part(rows, lambda each: str(each.number), wanted)
        return Page(items=list(items), next=following)


def add_sample(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/coding/answers",
        tags=["review"],
        summary="The answers to code, in the same order for every coder",
    )
    @audience(Audience.OFFICER, scope="review")
    @of_one
    def answers_to_code(request: Request, code: Code, wanted: Annotated[Paged, Query()]) -> Page[ToCodeOut]:
        with parts.database.read() as connection:
            found, _, sample = sample_of(connection, code)
            own = Coding(connection).coded(found.id).get(me(request).name, {})
        items, following = part([to_code(one, own) for one in sample], lambda each: str(each.answer), wanted)
        return Page(items=list(items), next=following)

    @routes.put(
        "/consultations/{code}/coding/answers/{number}", tags=["review"], summary="Give themes to an answer"
    )
    @audience(Audience.OFFICER, scope="review")
    @of_one
    def code_answer(request: Request, code: Code, number: Answer, given: Codes) -> CodedOut:
        form = CodeForm(answer=number, revision=given.revision, codes=given.codes)
        with parts.database.write() as connection:
            kept = code_one(connection, code, form, me(request).name, parts.clock())
            note(connection, parts, request, "answer.coded", f"consultation:{code}")
        return CodedOut(answer=number, codes=list(kept))


def coding_out(page: CodingPage) -> CodingOut:
    return CodingOut(
        consultation=page.consultation.code,
        sample=page.sample,
        done=page.done,
        fewest=page.fewest,
        how=page.how,
        themes=page.taxonomy.labels,
        agreement=[coders_out(coder, found) for coder, found in page.agreement],
    )


def coders_out(coder: str, found: Agreed) -> CodersOut:
    return CodersOut(
        coder=coder,
        answers=found.answers,
        mean_kappa=found.mean_kappa,
        samples_f1=found.samples_f1,
        kappa=dict(found.kappa),
    )


def to_code(one: ToCode, own: Mapping[int, AbstractSet[str]]) -> ToCodeOut:
    return ToCodeOut(
        answer=one.answer_id,
        revision=one.revision,
        question=one.question,
        words=one.words,
        codes=sorted(own.get(one.answer_id, ())),
    )
