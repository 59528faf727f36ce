"""How absences are counted: pure arithmetic, with neither Django nor database (rule B6, capabilities C61 and C71).

`count(Facts(...))` gives a `Count`: `by(method)`, `late`, `set_aside`, each opened down to the rows and the rule.
`unjustified_months(count)` gives the thresholds of L131-8.
"""
