#!/usr/bin/env python3
"""Writes the fuzzers' seed corpus: make_seeds.py FOLDER. Everything here is made up; no survey, no file of others."""
import io
import pathlib
import struct
import sys
import zipfile

OUT = pathlib.Path(sys.argv[1])
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def seed(fuzzer, name, data):
    folder = OUT / fuzzer
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


SHEETS = {
    "numbers": '<row r="1" spans="1:3"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>45000.5</v></c><c r="C1" t="n"><v>-1.5E-3</v></c></row>',
    "texts": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t xml:space="preserve">å &amp; ö</t></is></c>'
             '<c r="C1" t="str"><f>"a"</f><v>_x000D_a</v></c></row>',
    "others": '<row r="2" hidden="1"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="d"><v>2023-03-15T12:00:00</v></c></row>'
              '<row><c><v/></c><c/><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row>',
    "tricks": '<!-- <c> --><row r="1"><?x y?><c r=\'A1\' a=">"><v>4<![CDATA[2]]></v></c><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row><row r="1"/>',
}
STRINGS = '<sst count="2"><si><t>hej</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>'
STYLES = ('<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>')
for name, rows in SHEETS.items():
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:!", "<!").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    for kind, xml in (("plain", sheet), ("prefixed", prefixed)):
        seed("xlsx", f"{name}-{kind}", "\0".join([xml, STRINGS, STYLES, '<workbookPr date1904="1"/>']))
    book = [("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
            ("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="B" r:id="b"/></sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="b" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
            ("xl/worksheets/sheet1.xml", sheet)]
    seed("any", f"{name}.xlsx", packed(book))
    seed("zip", f"{name}-deflated", packed(book))
    seed("zip", f"{name}-stored", packed(book, zipfile.ZIP_STORED))
    seed("xlsx", f"{name}-utf16", sheet.encode("utf-16"))

ODS = ('<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
       '<style:style style:name="d"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
       '<office:body><office:spreadsheet><table:table table:name="B" table:style-name="d"><table:table-header-rows>'
       '<table:table-row table:number-rows-repeated="3" table:visibility="collapse">'
       '<table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"/>'
       '<table:table-cell office:value-type="date" office:date-value="2023-03-15"/>'
       '<table:table-cell office:value-type="time" office:time-value="PT13H45M00S"/>'
       '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
       '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/><text:span>b</text:span></text:p><text:p>å</text:p></table:table-cell>'
       '<table:covered-table-cell/></table:table-row></table:table-header-rows></table:table></office:spreadsheet></office:body></office:document>')
seed("ods", "types", ODS)
seed("any", "types.fods", ODS)
seed("any", "types.ods", packed([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ODS)]))


def xls():
    """A workbook stream: globals with formats, strings that go on in a second record, one sheet with each cell."""
    def record(kind, data):
        return struct.pack("<2H", kind, len(data)) + data

    def start(kind):
        return record(0x809, struct.pack("<2H", 0x600, kind) + b"\0" * 12)

    def cell(kind, column, data):
        return record(kind, struct.pack("<3H", 0, column, 1) + data)

    strings = record(0xFC, struct.pack("<2IH", 2, 2, 3) + b"\0hej" + struct.pack("<HB", 4, 0) + b"ab") + record(0x3C, b"\1" + "åö".encode("utf-16-le"))
    common = start(5) + record(0x22, b"\0\0") + record(0x41E, struct.pack("<2HB", 170, 4, 0) + b"yyyy")
    common += record(0xE0, struct.pack("<2H", 0, 0) + b"\0" * 16) + record(0xE0, struct.pack("<2H", 0, 170) + b"\0" * 16)
    tail = strings + record(0x0A, b"")
    offset = len(common) + 4 + 9 + len(tail)
    sheet = start(16) + record(0x208, struct.pack("<8H", 0, 0, 9, 0, 0, 0, 0x20, 0)) + cell(0x203, 0, struct.pack("<d", 45000.5))
    sheet += cell(0x27E, 1, struct.pack("<I", 5 << 2 | 2)) + cell(0xFD, 2, struct.pack("<I", 1)) + cell(0x205, 3, b"\x2a\1")
    sheet += record(0xBD, struct.pack("<2H", 0, 4) + struct.pack("<HI", 0, 7) * 2 + struct.pack("<H", 5))
    sheet += cell(0x06, 6, b"\0" * 6 + b"\xff\xff" + b"\0" * 8) + record(0x207, struct.pack("<HB", 2, 0) + b"ab")
    sheet += cell(0x204, 7, struct.pack("<HB", 2, 0) + b"ab") + record(0x0A, b"")
    return common + record(0x85, struct.pack("<I2B2B", offset, 0, 0, 1, 0) + b"B") + tail + sheet


seed("xls", "types", xls())

CSVS = {"semicolon": "id;kön;svar\r\n1;1;2,5\r\n2;2;\"a;\"\"b\"\"\"\r\n", "comma": "Titel\n\nid,q1\n1,\"två\nrader\"\n",
        "tab": "id\tq1\r1\t2\r", "sep": "sep=|\nid|q1\n1|2\n"}
for name, text in CSVS.items():
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        seed("csv", f"{name}-{encoding}", text.encode(encoding))
    seed("any", f"{name}.csv", text)


def sav(code_page=None):
    """Two variables (a number with a label, a text), two cases (ReadStat's and PSPP's descriptions); packed if it has a code page."""
    head = b"$FL2" + b"@(#) made up".ljust(60) + struct.pack("<5id", 2, 2, 1 if code_page else 0, 0, 2, 100.0)
    head += b"01 Jan 2315:00:00" + b"".ljust(64) + b"\0" * 3
    number = struct.pack("<6i", 2, 0, 0, 1, 0x050802, 0x050802) + b"Q1      " + struct.pack("<d", 9.0)
    text = struct.pack("<6i", 2, 8, 0, 0, 0x010800, 0x010800) + b"TXT     "
    labels = struct.pack("<2i", 3, 1) + struct.pack("<d", 1.0) + b"\x03Bra".ljust(8) + struct.pack("<3i", 4, 1, 1)
    end = struct.pack("<2i", 999, 0)
    if code_page:
        page = struct.pack("<4i8i", 7, 3, 4, 8, 1, 2, 3, -1, 1, 1, 2, code_page)
        cases = bytes([101, 253, 109, 254, 252, 0, 0, 0]) + "hå".encode("utf-8" if code_page == 65001 else "cp1252").ljust(8)
        return head + number + text + labels + page + end + cases
    return head + number + text + labels + end + b"".join(struct.pack("<d", n) + t for n, t in ((1.0, b"hej     "), (9.0, b"        ")))


def dta():
    """Stata 8 (format 113): a byte and a text of 3, one case."""
    head = bytes([113, 2, 1, 0]) + struct.pack("<Hi", 2, 1) + b"".ljust(81, b"\0") + b"01 Jan 2023 00:00".ljust(18, b"\0")
    head += bytes([251, 3]) + b"q1".ljust(33, b"\0") + b"txt".ljust(33, b"\0") + b"\0" * 6
    head += b"%8.0g".ljust(12, b"\0") + b"%3s".ljust(12, b"\0") + b"\0" * 66 + b"\0" * 162 + b"\0" * 5
    return head + bytes([1]) + b"hej"


seed("statistics", "sav-packed-utf-8", b"\0" + sav(65001))
seed("statistics", "sav-packed-cp1252", b"\0" + sav(1252))
for number, (name, data) in enumerate((("sav", sav()), ("por", b"ASCII SPSS PORT FILE".ljust(200)), ("dta", dta()), ("sas7bdat", b"\0" * 12))):
    seed("statistics", name, bytes([number]) + data)
    seed("any", name, data)
seed("wire", "row", struct.pack("<2I", 1, 2) + struct.pack("<I", 1 | 1 << 20 | 5 << 21) + struct.pack("<2I", 2 | 1 << 15 | 1 << 20, 3) + b"hej")
seed("wire", "finding", struct.pack("<IB", 1, 1) + (struct.pack("<I", 1) + b"a") * 4 + struct.pack("<Q", 7))
