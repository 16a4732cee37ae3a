"""Print how well actors and activities are identified, on names and mentions that nothing was fitted on.

``make evaluate`` runs it. ``--fit`` writes the weights anew, fitted on all.
"""

import argparse
import csv

from scipy.stats import binomtest

from benchmarks.identity.fitting import FOLDS, Case, Rows, fitted_rule, fitted_weights, read_signs
from benchmarks.identity.judging import Figures, fitted_by_fold, judged_by_fold
from benchmarks.identity.mentions import activity_cases
from benchmarks.identity.pairs import Pair, name_pairs, taken_as_strings, taken_by_evidence
from benchmarks.identity.wordings import (
    actor_cases,
    actors_elsewhere,
    bomca_actors,
    bomca_registry,
    participation_cases,
)
from comity.data import open_package
from comity.data.identity import Registry
from comity.data.identity.evidence import WEIGHTS, read_rule, read_weights
from comity.data.schema import PLACES


def share(count: int, of: int) -> str:
    """Write a share with its 95 % Wilson interval.

    >>> share(289, 289)
    '289 of 289, 1.000 (0.987-1.000)'
    """
    if not of:
        return "0 of 0"
    interval = binomtest(count, of).proportion_ci(method="wilson")
    return f"{count:,} of {of:,}, {count / of:.3f} ({interval.low:.3f}-{interval.high:.3f})"


def print_figures(title: str, groups: dict[str, Figures]) -> None:
    """Print what became of each group of cases."""
    print(f"\n{title}")
    for group, each in groups.items():
        print(f"  {group}")
        if each.known:
            print(f"    taken without asking      {share(each.taken, each.known)}")
            print(f"    of these rightly          {share(each.taken_rightly, each.taken)}")
            print(f"    among the first ten       {share(each.among_ten, each.meant)}")
        kept = each.strangers - each.strangers_taken
        print(f"    not known: not merged     {share(kept, each.strangers)}; {each.strangers_new} called new")
        for wrong in each.wrong:
            print(f"    wrong: {wrong}")


def print_pairs(way: str, pairs: list[Pair], taken: list[Pair]) -> None:
    """Print precision and recall of the pairs *taken*."""
    rightly = sum(pair.same for pair in taken)
    print(f"  {way:<26}precision {share(rightly, len(taken))}")
    print(f"  {'':<26}recall    {share(rightly, sum(pair.same for pair in pairs))}")


def write_weights(of: str, cases: list[Case], folds: dict[str, int]) -> None:
    """Fit the weights of *of* on all *cases* and write them into their table; the reasons stay."""
    weights = fitted_weights(Rows(cases, read_signs(of), folds), read_signs(of))
    rule = fitted_rule(cases, weights)
    weights |= {"rule same": rule.same, "rule lead": rule.lead, "rule ask": rule.ask}
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        if line["of"] == of:
            line["weight"] = f"{weights[line['feature']]:g}"
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    read_weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="write the weights anew, fitted on all cases")
    asked = parser.parse_args()
    actors, registry = bomca_actors(), bomca_registry()
    names, folds = actor_cases(actors, registry)
    mentions, activity_folds = activity_cases()
    if asked.fit:
        write_weights("actor", names, folds)
        write_weights("activity", mentions, activity_folds)
    fitted = fitted_by_fold(names, folds, read_signs("actor"))
    print(f"Fitted on four fifths of the actors, judged on the fifth, {FOLDS} times, activities too; 95 % intervals.")
    print_figures("Names of actors, each looked up without that name", judged_by_fold(names, fitted))
    pairs = name_pairs(actors)
    same = sum(pair.same for pair in pairs)
    print(f"\nPairs of names: {same:,} of one actor, {len(pairs) - same:,} of two")
    print_pairs("strings alone", pairs, taken_as_strings(pairs))
    print_pairs("evidence", pairs, taken_by_evidence(pairs, registry, fitted, actors))
    shipped = [(dict(read_weights("actor")), read_rule("actor"))]
    words = judged_by_fold(participation_cases(registry), shipped)
    print_figures("Words of participations, every name known, weights fitted on all", words)
    others = actors_elsewhere()
    fresh, _ = actor_cases(others, Registry([*actors, *others], open_package().rows(PLACES)))
    fresh_cases = [case._replace(folds=frozenset({0})) for case in fresh]
    print_figures("Bodies of other countries, looked up among them and BOMCA's", judged_by_fold(fresh_cases, shipped))
    figures = judged_by_fold(mentions, fitted_by_fold(mentions, activity_folds, read_signs("activity")))
    print_figures("Activities as pages tell them", figures)


if __name__ == "__main__":
    main()
