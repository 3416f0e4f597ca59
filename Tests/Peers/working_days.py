"""Prints, for each year of the arguments, the days on which the package `holidays` and a week of five days disagree:
`2024-05-04 work` or `2024-05-08 off`, one a line."""
import datetime
import sys

import holidays

for year in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
    calendar = holidays.KZ(years=range(year - 1, year + 2))
    day = datetime.date(year, 1, 1)
    while day.year == year:
        works = calendar.is_working_day(day)
        if works != (day.weekday() < 5):
            print(day, "work" if works else "off")
        day += datetime.timedelta(days=1)
