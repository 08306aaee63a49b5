"""Writes an EXPECTED.md: the figures are literals with their arithmetic; only cell addresses are looked up."""

from book import WHERE

FINDINGS = ["rule", "subject", "outcome", "severity", "basis", "measured", "limit", "excess", "cost", "sources", "arithmetic"]
PROBLEMS = ["code", "severity", "sources", "value", "why"]
SUMMARY = ["error", "warning", "info", "undetermined", "waived", "cost"]


def cells(keys):
    """The addresses of `(table, row, heading)` keys; a text is an address already."""
    return "; ".join(key if isinstance(key, str) else WHERE[key] for key in keys)


def table(columns, rows):
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    for row in rows:
        values = [cells(v) if c == "sources" else str(v) for c, v in zip(columns, row)]
        assert len(row) == len(columns), row
        lines.append("| " + " | ".join(v.replace("|", "/") for v in values) + " |")
    return "\n".join(lines)


def summary(findings, cost):
    """Counted from the list: an undetermined or waived finding is counted there and not by its severity."""
    count = {name: 0 for name in SUMMARY[:-1]}
    for row in findings:
        outcome, severity = row[2], row[3]
        key = "waived" if outcome.endswith("(waived)") else "undetermined" if outcome == "undetermined" else severity
        count[key] += 1
    return [[*count.values(), cost]]


def total(findings):
    """What the findings cost together, undetermined and waived ones left out, a currency at a time."""
    sums = {}
    for row in findings:
        outcome, cost = row[2], row[8]
        if cost and not outcome.endswith("(waived)") and outcome != "undetermined":
            amount, currency = cost.split()
            sums[currency] = sums.get(currency, 0) + round(float(amount) * 100)
    return ", ".join(f"{cents // 100}.{cents % 100:02} {currency}" for currency, cents in sorted(sums.items()))


def write(path, title, preface, parts):
    """`parts` is [(date, findings, problems), …]."""
    text = [f"# {title}", "", preface.strip(), ""]
    for date, findings, problems in parts:
        findings = sorted(findings, key=lambda row: (row[0], row[1]))
        text += [f"## As of {date}", "", "### Summary", "", table(SUMMARY, summary(findings, total(findings))), "", "### Findings", "",
                 table(FINDINGS, findings), "", "### Problems", "", table(PROBLEMS, problems), ""]
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(text).rstrip() + "\n")
