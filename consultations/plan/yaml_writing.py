"""A plan as a YAML file that `reading` reads back as the same plan."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import yaml

from consultations.plan.canonical import PLAN
from consultations.plan.model import Plan

WIDTH = 112


class _Dumper(yaml.SafeDumper):
    """Numbers and dates are written as plain digits; what they are is the model's to know."""


def _plain(dumper: yaml.SafeDumper, value: object) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=None)


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    digits = format(value, "f")
    kind = "float" if "." in digits else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", digits)


def _date(dumper: yaml.SafeDumper, value: date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())


_Dumper.add_multi_representer(StrEnum, _plain)
_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(date, _date)
_Dumper.add_representer(tuple, lambda dumper, value: dumper.represent_list(value))


def plan_yaml(plan: Plan) -> str:
    data = PLAN.dump_python(plan, exclude_defaults=True)
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
