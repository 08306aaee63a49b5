"""Writes the sample workbooks, the same bytes every time, and remembers where each value landed.

`WHERE[(table, row, heading)]` is the address `File.xlsx › Sheet › B9` of a value, so that the lists of
expected findings can name cells without anybody counting columns.
"""

import csv
import datetime as dt
import io
import os

import xlsxwriter

CREATED = dt.datetime(2026, 10, 24, 9, 0, 0)
WHERE = {}


def minutes(text):
    """`7:00` → 420, `25:10` → 1510."""
    hours, mins = text.split(":")
    return int(hours) * 60 + int(mins)


def clock24(text):
    """`7:00` as `0700`; past midnight `25:10` stays on the running clock."""
    m = minutes(text)
    return f"{m // 60:02}{m % 60:02}" if m < 1440 else f"{m // 60}:{m % 60:02}"


def clock12(text):
    """`7:00` as `7:00A`, `12:00` as `12:00N`, past midnight `25:10` as `1:10A`."""
    m = minutes(text) % 1440
    hour, mins = divmod(m, 60)
    if m == 720:
        return "12:00N"
    return f"{hour % 12 or 12}:{mins:02}{'A' if hour < 12 else 'P'}"


class Clock:
    """A real spreadsheet time: a fraction of a day, whatever day it belongs to."""

    def __init__(self, text):
        self.fraction = (minutes(text) % 1440) / 1440


class Formula:
    """A formula with the value a spreadsheet would show."""

    def __init__(self, text, value):
        self.text, self.value = text, value


def letters(col):
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


class Book:
    def __init__(self, folder, name):
        self.name = name
        self.book = xlsxwriter.Workbook(os.path.join(folder, name), {"in_memory": True})
        self.book.set_properties({"title": name.rsplit(".", 1)[0], "author": "Production Office", "created": CREATED})
        add = self.book.add_format
        self.title = add({"bold": True, "font_size": 14})
        self.head = add({"bold": True, "bottom": 1, "bg_color": "#D9D9D9", "text_wrap": True})
        self.banner = add({"bold": True, "bg_color": "#1F1F1F", "font_color": "#FFFFFF"})
        self.date = add({"num_format": "ddd m/d/yy", "align": "left"})
        self.uk_date = add({"num_format": "dd/mm/yyyy", "align": "left"})
        self.month_day = add({"num_format": "m/d", "align": "left"})
        self.time = add({"num_format": "h:mm AM/PM"})
        self.money = add({"num_format": "#,##0.00"})
        self.bold_money = add({"num_format": "#,##0.00", "bold": True, "top": 1})

    def sheet(self, name):
        return Page(self, self.book.add_worksheet(name), name)

    def close(self):
        self.book.close()


class Page:
    """One sheet, written from the top down."""

    def __init__(self, book, sheet, name):
        self.book, self.sheet, self.name, self.row = book, sheet, name, 0

    def address(self, row, col):
        return f"{self.book.name} › {self.name} › {letters(col)}{row + 1}"

    def put(self, row, col, value, form=None):
        write, b = self.sheet, self.book
        if value is None or value == "":
            return
        if isinstance(value, Clock):
            write.write_number(row, col, value.fraction, b.time)
        elif isinstance(value, Formula):
            write.write_formula(row, col, value.text, form or b.bold_money, value.value)
        elif isinstance(value, (dt.date, dt.datetime)):
            write.write_datetime(row, col, value, form or b.date)
        elif isinstance(value, bool):
            write.write_string(row, col, "yes" if value else "no")
        elif isinstance(value, (int, float)):
            write.write_number(row, col, value, form)
        else:
            write.write_string(row, col, value, form)

    def skip(self, rows=1):
        self.row += rows

    def title(self, *lines):
        """A title block above the table."""
        for n, line in enumerate(lines):
            self.put(self.row, 0, line, self.book.title if n == 0 else None)
            self.row += 1
        self.row += 1

    def pairs(self, table, rows, col=0):
        """Labels with their values beside them."""
        for label, value in rows:
            self.put(self.row, col, label)
            self.put(self.row, col + 1, value)
            WHERE[(table, "", label)] = self.address(self.row, col + 1)
            self.row += 1

    def header(self, columns, col=0):
        """`columns` is [(heading as written, canonical heading), …]; kept for the rows that follow."""
        self.columns, self.col = columns, col
        for n, (written, _) in enumerate(columns):
            self.put(self.row, col + n, written, self.book.head)
            width = max(9, min(34, len(written) + 3))
            self.sheet.set_column(col + n, col + n, width)
        self.row += 1

    def banner(self, text, col=0):
        self.put(self.row, col, text, self.book.banner)
        self.row += 1

    def line(self, table, key, values, forms=None):
        """One row of the table; every cell of it is remembered, the blank ones too."""
        for n, (_, canonical) in enumerate(self.columns):
            value = values[n] if n < len(values) else None
            self.put(self.row, self.col + n, value, (forms or {}).get(canonical))
            WHERE[(table, key, canonical)] = self.address(self.row, self.col + n)
        WHERE[(table, key, "row")] = self.address(self.row, self.col)
        self.row += 1


class Csv:
    """A comma-separated file as an accounting system exports it: CRLF, quoted where needed."""

    def __init__(self, folder, name):
        self.path, self.name, self.rows = os.path.join(folder, name), name, []

    def plain(self, *values):
        self.rows.append(list(values))

    def header(self, columns):
        self.columns = columns
        self.rows.append([written for written, _ in columns])

    def line(self, table, key, values):
        for n, (_, canonical) in enumerate(self.columns):
            WHERE[(table, key, canonical)] = f"{self.name} › {letters(n)}{len(self.rows) + 1}"
        WHERE[(table, key, "row")] = f"{self.name} › A{len(self.rows) + 1}"
        self.rows.append(["" if v is None else v for v in values])

    def close(self):
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(self.rows)
        with open(self.path, "w", encoding="utf-8", newline="") as out:
            out.write(text.getvalue())
