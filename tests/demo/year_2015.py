"""The demonstration is the proof: the year 2015 of Suqian, made by acting, counts to the figures of the third speech.

docs/figures-report-3.md is both the expectation and the documentation: its columns say what the text gives and what we
count. `--write` fills the column "our value" anew."""

import collections
import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/faults"))

from support.office import Client, free_port  # noqa: E402

PROGRAM = os.environ.get("NIANGJIA", str(ROOT / "build/release/niangjia"))
TABLE = ROOT / "docs/figures-report-3.md"
CITY = "321300000000"
COUNTY = "321302"
OUR_VALUE = 5
DEMO_LIMIT = 120  # seconds
# What the figures of the speech are in the books: what was spent in the year for these programmes, in the funds' statements.
SPENT = {
    "spring-bud/paid": ["spring-bud"],
    "homes/subsidy": ["homes"],
    "consolation-visits/money": ["consolation-visits"],
    "earmarked-funds/used": ["earmarked-funds"],
    "care-container/value": ["care-container", "warm-winter", "mothers-parcel", "childrens-day-sale", "sheet-of-paper", "single-mothers"],
    "startup-fund/paid": ["startup-fund"],
    "university-aid/paid": ["university-aid"],
    "hardship-fund/paid": ["hardship-fund"],
}


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"niangjia {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def make(folder):
    begun = time.monotonic()
    made = json.loads(run("demo", "--data", folder, "--format", "json"))
    return made, time.monotonic() - begun


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def written(value, unit):
    return f"{value:,}{unit}"


class Row:
    """One figure of the text: `approx` is 余 (more than), 近 (nearly) or nothing."""

    def __init__(self, line):
        self.cells = cells(line)
        self.id, self.measure, text, figure = self.cells[:4]
        self.figure = figure.replace("/", ".")
        said = re.fullmatch(r"(余|近)?([\d,.]+)(\D.*)", text)
        self.approx, number, self.unit = said.groups() if said else (None, None, None)
        self.value = float(number.replace(",", "")) if number else None
        self.ours = self.cells[OUR_VALUE]


def rows():
    return [Row(line) for line in TABLE.read_text().split("\n## ")[0].splitlines() if re.match(r"\| F\d+ ", line)]


def fill(figures):
    lines = []
    for line in TABLE.read_text().splitlines():
        row = cells(line) if re.match(r"\| F\d+ ", line) else []
        if len(row) > OUR_VALUE and row[3].replace("/", ".") in figures:
            one = figures[row[3].replace("/", ".")]
            row[OUR_VALUE] = written(one["value"], one["unit"])
            line = f"| {' | '.join(row)} |"
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n")


def reads_so(row, value, text):
    """Whether a true value reads as the text gives it, and the report writes it so."""
    if row.approx == "余":
        digits = len(str(int(row.value)).rstrip("0"))
        step = 10 ** (len(str(int(row.value))) - digits)
        return row.value < value < row.value + step and "余" in text
    if row.approx == "近":
        return row.value * 0.9 <= value < row.value and text.startswith("近")
    return value == row.value


class Proof:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds, detail=""):
        print(f"{'ok' if holds else 'not ok'} - {what}{'' if holds else f': {detail}'}", flush=True)
        self.passed += bool(holds)
        self.failed += not holds


def report_texts(data):
    """What the report writes for each figure."""
    report = json.loads(run("report", "--data", data, "--org", CITY, "--year", 2015, "--format", "json"))
    texts = {}
    for section in report["sections"]:
        for paragraph in section["paragraphs"]:
            for piece in paragraph:
                if "figure" in piece:
                    texts.setdefault(piece["figure"], piece["text"])
    return texts


def check_figures(proof, data):
    figures = {one["figure"]: one for one in json.loads(run("figures", "--data", data, "--org", CITY, "--year", 2015, "--format", "json"))}
    if "--write" in sys.argv:
        fill(figures)
    texts = report_texts(data)
    counted = 0
    for row in rows():
        if row.figure == "—":
            continue
        one = figures.get(row.figure)
        proof.check(f"{row.id} {row.measure}: our figure {row.figure} names it", one and row.id in one["seed"])
        if not one or row.id not in one["seed"]:
            continue
        value = one["value"]
        if row.value is not None:
            counted += 1
            text = texts.get(row.figure, "")
            proof.check(f"{row.id} is {row.value:g}{row.unit}", reads_so(row, value, text) and one["unit"] == row.unit, f"{value} {one['unit']}, written '{text}'")
        proof.check(f"{row.id} stands in the table as it is counted", row.ours == written(value, one["unit"]), f"{row.ours} is not {written(value, one['unit'])}")
        proof.check(f"{row.id} says of whom and when", (one["org"], one["from"], one["to"]) == (CITY, "2015-01-01", "2015-12-31"))
    proof.check("the table holds the figures of the text", counted >= 44, counted)


@contextlib.contextmanager
def served(data, scratch):
    """The API over that installation: the port."""
    port = free_port()
    with open(scratch / "serve.log", "w") as log:
        server = subprocess.Popen([PROGRAM, "serve", "--data", str(data), "--web", "", "--portal", "", "--listen", f"127.0.0.1:{port}"], stdout=log, stderr=log)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if server.poll() is not None:
                    raise AssertionError((scratch / "serve.log").read_text())
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def statements(client):
    """Of every fund of the city, with what it is: the year's statement."""
    found, page = [], None
    while page is None or page["next"]:
        page = client.call("GET", f"/funds?org={CITY}&limit=50" + (f"&after={page['next']}" if page else ""))
        found += [(fund, client.call("GET", f"/funds/{fund['record']}/statement?from=2015-01-01&to=2015-12-31")) for fund in page["items"]]
    return found


def check_books(proof, data, made, scratch):
    """The figures of money are sums of postings: the statements of the funds, which the ledger reckons on its own, say the same."""
    figures = {one["figure"]: one["value"] for one in json.loads(run("figures", "--data", data, "--org", CITY, "--year", 2015, "--format", "json"))}

    def figure(name):
        return round(figures[name.replace("/", ".")] * 100)

    journal = json.loads(run("verify", "--data", data, "--format", "json"))
    proof.check("the journal, the records and the books hold together", journal["intact"] and not journal["problems"], journal)
    with served(data, scratch) as port:
        client = Client(port, "city-auditor", made["password"])
        books = statements(client)
        proof.check("the city has its funds and books of loans", len(books) >= 20 and sum(fund["kind"] == "loans" for fund, _ in books) == 3, len(books))
        spent, sources, income = collections.Counter(), collections.Counter(), collections.Counter()
        for fund, statement in books:
            proof.check(f"{fund['title']} balances: {statement['closingSum'] / 100:,.2f} is left",
                        statement["openingSum"] + statement["incomeSum"] - statement["usesSum"] == statement["closingSum"], statement)
            for line in statement["uses"]:
                if line["account"] == "spent":
                    spent[line["programme"]] += line["amount"]
                    sources[line["programme"], line["source"]] += line["amount"]
            for line in statement["income"]:
                income[line["account"]] += line["amount"]
        for name, programmes in SPENT.items():
            booked = sum(spent[programme] for programme in programmes)
            proof.check(f"{name} is what the books spent for {', '.join(programmes)}", booked == figure(name), f"{figure(name)} is not {booked}")
        proof.check("the subsidies came from the province and the city, each as the figures say",
                    (sources["homes", "province"], sources["homes", "city"]) == (figure("homes/province"), figure("homes/city")) and len([one for one in sources if one[0] == "homes"]) == 2, sources)
        # What the banks have outstanding is what they lent less what came back, from her or from the guarantor.
        lent = figure("small-loans/granted") + figure("small-loans/online")
        proof.check("loans granted are what the books lent", income["lender"] + figure("small-loans/repaid") + figure("small-loans/called") == lent, income["lender"])
        startup = next(statement for fund, statement in books if fund["programmes"] == ["startup-fund"])
        proof.check("the special fund is what was allocated to it", startup["incomeSum"] == figure("startup-fund/budget"), startup["incomeSum"])
        notices = client.call("GET", "/portal/notices")["items"]
        proof.check("the public board shows whose notice is running, masked", notices and all("*" in one["name"] and one["until"] >= "2015-12-31" for one in notices), notices)
        proof.check("everybody sees the funds", len(client.call("GET", "/portal/funds")["items"]) > 10)


def check_papers(proof, data, scratch):
    """LibreOffice opens the report, and the numbers are in it."""
    document = scratch / "report.docx"
    run("report", "--data", data, "--org", CITY, "--year", 2015, "--out", document)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/office", "--convert-to", "pdf", "--outdir", scratch, document],
                   check=True, capture_output=True, timeout=180)
    text = subprocess.run(["pdftotext", "-raw", scratch / "report.pdf", "-"], check=True, capture_output=True, text=True).stdout
    flat = re.sub(r"\s", "", text)
    for words in ["宿迁市妇女联合会2015年度工作报告", "小额担保贷款7000余万元", "占比91.5%", "与近30个单位", "〔待填〕"]:
        proof.check(f"the printed report says {words}", words in flat, flat[:200])


def outline(data):
    """How many deeds the journal holds, and every figure of the year at the city and at one county."""
    journal = json.loads(run("verify", "--data", data, "--format", "json"))
    figures = [run("figures", "--data", data, "--org", org, "--year", 2015, "--format", "json") for org in (CITY, COUNTY)]
    return journal["entries"], journal["intact"], figures


def main():
    proof = Proof()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        made, seconds = make(scratch / "one")
        print(f"# {made['steps']} steps of {made['records']} records in {seconds:.1f} s")
        proof.check(f"the year is made in under {DEMO_LIMIT} s", seconds < DEMO_LIMIT, f"{seconds:.1f} s")
        proof.check("the whole city is there", made["organisations"] > 1500, made["organisations"])
        check_figures(proof, scratch / "one")
        # What is sealed looks like nothing else and never twice the same: the journals agree in number, the figures of all in value.
        first = outline(scratch / "one")
        # Whoever signs in to look writes on in the journal.
        check_books(proof, scratch / "one", made, scratch)
        recount = json.loads(run("recount", "--data", scratch / "one", "--format", "json"))
        proof.check("recounting finds no difference", recount["differing"] == 0, recount)
        make(scratch / "two")
        proof.check("the same plan makes the same city", first == outline(scratch / "two"), first)
        check_papers(proof, scratch / "one", scratch)
    print(f"{proof.passed} passed, {proof.failed} failed")
    return 1 if proof.failed else 0


sys.exit(main())
