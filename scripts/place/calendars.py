"""Days of the Gregorian and the Solar Hijri calendar, side by side."""

import datetime
import sys

import jdatetime
from convertdate import persian
from persiantools.jdatetime import JalaliDate


def hijri(day):
    """The three libraries' answer; `None` where they differ."""
    one = jdatetime.date.fromgregorian(date=day)
    two = JalaliDate(day)
    answers = {
        (one.year, one.month, one.day),
        (two.year, two.month, two.day),
        persian.from_gregorian(day.year, day.month, day.day),
    }
    return answers.pop() if len(answers) == 1 else None


def days():
    """The turns of the years 1902 to 2099, and every 37th day from 1995 to 2035."""
    for year in range(1902, 2100):
        for day in (19, 20, 21, 22):
            yield datetime.date(year, 3, day)
    first = datetime.date(1995, 1, 1)
    for step in range(0, 40 * 365, 37):
        yield first + datetime.timedelta(days=step)


written, differing = ["# gregorian\tsolar hijri"], []
for day in sorted(set(days())):
    found = hijri(day)
    if found is None:
        differing.append(str(day))
    else:
        written.append(f"{day}\t{found[0]:04}-{found[1]:02}-{found[2]:02}")
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("\n".join(written) + "\n")
print(len(written) - 1, "days written; the libraries differ on", differing or "none")
