"""What is wrong in the words of the 2015 report, which the example keeps: all of it, no more."""

from pathlib import Path

from composing import pandoc
from prospecta.findings import Severity
from prospecta.review import review

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "seminaire-2015-05-28"
SHOWN = 48
"""Characters of what is told."""
FLAWS = """\
actions.yaml:51:12 no-objective A1, A2, A3, A6, A12
actions.yaml:51:97 capital-accent Etre → Être
actions.yaml:63:12 no-owner A2, A4, A5, A6, A7, A8, A9, A10, A11, A12
actions.yaml:99:81 acronym-spelling ESMS
actions.yaml:160:12 no-date Développer des formes de gouvernance partagée et
follow-ups.yaml:7:11 no-date 1, 2, 3, 4
follow-ups.yaml:7:11 no-owner 1, 2, 3, 4
follow-ups.yaml:7:96 capital-accent Etre → Être
follow-ups.yaml:10:80 acronym-spelling ESMS
participants.yaml:29:21 name-spelling Haute Normandie
participants.yaml:106:32 acronym-unexpanded CRP
seminar.yaml:7:68 capital-accent ETABLISSEMENTS → ÉTABLISSEMENTS
seminar.yaml:7:94 capital-accent MEDICO → MÉDICO
seminar.yaml:8:23 capital-accent SEMINAIRE → SÉMINAIRE
seminar.yaml:26:53 horizon-differs 15 ans
seminar.yaml:28:100 acronym-unexpanded ESSMS
seminar.yaml:73:12 capital-accent Elaboration → Élaboration
seminar.yaml:100:53 capital-accent JOURNEE → JOURNÉE
swot/atelier-1.yaml:6:77 acronym-unexpanded PTI
swot/atelier-1.yaml:6:81 typed-spacing /plan
swot/atelier-1.yaml:20:99 acronym-unexpanded CTG
swot/atelier-1.yaml:21:136 typed-spacing => habitants
swot/atelier-1.yaml:23:5 capital-accent Evaluation → Évaluation
swot/atelier-2.yaml:15:170 capital-accent Educatifs → Éducatifs
swot/atelier-2.yaml:15:195 acronym-unexpanded ABS
text/introduction.md:1:28 typed-spacing Novembre 2014
text/introduction.md:1:76 name-spelling FR Consultants
text/introduction.md:1:174 capital-accent Etre → Être
text/introduction.md:17:37 name-spelling FR Consultants
text/strategie.md:1:80 typed-spacing –vision
text/vision-cible.md:1:1 capital-accent A → À
text/vision-cible.md:1:229 capital-accent Etre → Être
vision/stabilisee.yaml:33:71 typed-spacing sociale,... liberté
"""


def test_the_flaws_of_the_report_are_warnings_each_on_its_word() -> None:
    with pandoc() as engine:
        found = review(EXAMPLE, engine)
    told = ("acronym", "name", "shown", "horizon", "names")
    lines = [
        (one, next(one.values[key] for key in told if key in one.values)) for one in found.findings
    ]
    assert {one.severity for one, _ in lines} == {Severity.WARNING}
    assert FLAWS.splitlines() == [
        f"{one.span.path}:{one.span.line}:{one.span.column} {one.code} {shown[:SHOWN]}"
        for one, shown in lines
    ]
    assert found.document is not None
