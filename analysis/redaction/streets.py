"""What English streets and houses end in, as parts of patterns."""

STRONG = (
    r"(?:street|road|rd|lane|avenue|ave|crescent|cres|terrace|gardens|grove|cul[ -]de[ -]sac|mews|boulevard|"
    r"parkway)"
)
WEAK = (
    r"(?:st|ln|close|cl|drive|dr|way|court|ct|gdns|place|pl|terr|walk|row|square|sq|hill|rise|view|green|croft|fold|"
    r"meadows?|bank|brow|mount|parade|path|yard|wharf|quay|gate|heath|end|park|villas|cottages?|lodge|house|towers|"
    r"heights|wood|woods|field|fields|common|circus|link|chase|dene|garth|paddocks?|orchard|spinney|glade|nook|wynd|"
    r"ginnel|copse|holt|hollow|mead|leys|lea|reach|ridge|vale|dale|drove|esplanade|promenade|mansions|bungalows?|"
    r"buildings|alley|passage|crossing|maltings|loan|broadway|causeway|hey|knoll|farm|barn|grange|manor|crofts|edge)"
)
TYPES = frozenset((STRONG + "|" + WEAK).replace("(?:", "").replace(")", "").split("|")) | frozenset(
    ["meadow", "meadows", "paddock", "paddocks", "cul", "cul-de-sac", "cottage", "cottages", "bungalow"]
)
WORD = r"[^\W\d_][\w'’.\-]*"
