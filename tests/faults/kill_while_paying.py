#!/usr/bin/env python3
"""Kills the program with SIGKILL while it sends a batch of payments, again and again until the batch is through, and then while it
takes the bank's answer: each grant is reserved once and arrives or comes back once, and the books agree."""

import http.client
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

sys.dont_write_bytecode = True  # the tree stays as it is
sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_while_writing import fresh_schema  # noqa: E402
from office import PASSWORD, VILLAGES, Client, Office  # noqa: E402

TESTS = pathlib.Path(__file__).parent.parent
COUNTY = "449901"
AMOUNT = 80_000
WRITERS = 8


def packs_in(folder):
    """The packs of the tests with funds, batches and aid that is paid by batch."""
    packs = pathlib.Path(folder) / "packs"
    shutil.copytree(TESTS / "support" / "packs", packs)
    (packs / "shared").mkdir(exist_ok=True)
    for name in ("funds.yaml", "relief.yaml"):
        shutil.copy(TESTS / "support" / "payments" / name, packs / "shared" / name)
    return packs


def raw(client, method, path, body=None, media="text/csv"):
    """Bytes out and in, for what is no JSON."""
    headers = {"Cookie": client.cookie, "X-CSRF": client.csrf, **({"Content-Type": media} if body is not None else {})}
    try:
        client.connection.request(method, "/api" + path, body, headers)
        response = client.connection.getresponse()
        content = response.read()
    except http.client.HTTPException as failure:
        raise OSError(str(failure)) from failure
    if response.status >= 400:
        raise RuntimeError(f"{method} {path}: {response.status} {content.decode()}")
    return content


def signed_in(office, name):
    client = Client(office.port, name, PASSWORD + " 2")
    client.connection.sock.settimeout(300)  # a batch takes longer than a form
    return client


def make_accounts(office):
    admin = Client(office.port, "admin", PASSWORD)
    admin.call("POST", "/session/password", {"current": PASSWORD, "next": PASSWORD + " 2"})
    for role in ("keeper", "clerk"):
        admin.call("POST", "/accounts", {"command": str(uuid.uuid4()), "name": role, "title": role, "password": PASSWORD,
                                         "grants": [{"role": role, "org": COUNTY}]})
        Client(office.port, role, PASSWORD).call("POST", "/session/password", {"current": PASSWORD, "next": PASSWORD + " 2"})


def make_persons(keeper, count):
    """By lists, as somebody would bring them."""
    at_once = 2_500
    for first in range(0, count, at_once):
        names = [f"受助人{number:05}" for number in range(first, min(count, first + at_once))]
        upload = json.loads(raw(keeper, "POST", f"/person-imports?name=list.csv&org={VILLAGES[0]}", ("姓名\n" + "\n".join(names) + "\n").encode()))
        keeper.call("POST", f"/person-imports/{upload['id']}/commit", {"org": VILLAGES[0], "mapping": {"0": "name"}})
    persons, cursor = [], None
    while True:
        page = keeper.call("GET", f"/persons?limit=200&q={urllib.parse.quote('受助人')}" + (f"&cursor={cursor}" if cursor else ""))
        persons += [person["id"] for person in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return persons


def create(client, kind, org, fields, **more):
    return client.call("POST", "/records", {"command": str(uuid.uuid4()), "type": kind, "org": org, "fields": fields, **more})


def make_grants(office, persons):
    failures = []

    def write(some):
        try:
            client = signed_in(office, "keeper")
            for person in some:
                create(client, "relief.urgent", VILLAGES[0], {"amount": AMOUNT}, subject={"person": person})
        except Exception as failure:  # told below, from the main thread
            failures.append(failure)

    writers = [threading.Thread(target=write, args=(persons[i::WRITERS],)) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures, failures


def through_kills(office, work):
    """Does the work with a program that is killed in the midst of it, until it comes through. How often it was killed."""
    kills = 0
    while True:
        client = signed_in(office, "keeper")
        # Sooner at first, so that there are many; later in the end, so that a slow machine comes through.
        killer = threading.Timer(random.uniform(0.1, 0.5 + 0.15 * kills), office.kill)
        killer.start()
        try:
            work(client)
            return kills
        except OSError:
            kills += 1
        finally:
            killer.cancel()
            killer.join()
            if office.process.poll() is not None:
                office.start()


def reserved(keeper, fund):
    """The records of all vouchers that sent money to the bank."""
    found, after = [], None
    while True:
        page = keeper.call("GET", f"/funds/{fund}/vouchers?limit=200" + (f"&after={after}" if after else ""))
        found += [voucher["record"] for voucher in page["items"] if voucher["deed"] == "reserve"]
        after = page["next"]
        if after is None:
            return found


def test(database, count):
    random.seed(20150308)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder, database, packs_in(folder))
        office.start()
        make_accounts(office)
        keeper = signed_in(office, "keeper")
        persons = make_persons(keeper, count)
        assert len(persons) == count
        given = AMOUNT * count + 1_000_000
        fund = create(keeper, "funds.fund", COUNTY, {"name": "救助基金"})["number"]
        create(keeper, "funds.gift", COUNTY, {"donor": "邮政局", "amount": given, "fund": fund})
        make_grants(office, persons)
        batch = create(keeper, "funds.batch", COUNTY, {"fund": fund, "about": "relief"})
        path = f"/batches/{batch['number']}"
        keeper = signed_in(office, "keeper")
        assert keeper.call("POST", path + "/gathering", {})["taken"] == count
        # The list is in the batch's timeline: who approves has seen it.
        clerk = signed_in(office, "clerk")
        seen = clerk.call("GET", f"/records/{batch['id']}")["version"]
        assert seen > batch["version"], seen
        clerk.call("POST", f"/records/{batch['id']}/timeline", {"command": str(uuid.uuid4()), "action": "approve"}, version=seen)

        begun = time.monotonic()
        kills = through_kills(office, lambda client: client.call("POST", path + "/sending", {}))
        took = time.monotonic() - begun
        assert kills >= 3, f"it was through after {kills} kills: kill earlier"
        keeper = signed_in(office, "keeper")
        assert keeper.call("POST", path + "/sending", {}) == {"sent": count, "failed": []}
        state = keeper.call("GET", path)
        assert state["counts"] == {"gathered": 0, "sent": count, "arrived": 0, "bounced": 0, "dropped": 0}, state
        books = keeper.call("GET", f"/funds/{fund}")
        assert (books["bank"], books["transit"]) == (given - AMOUNT * count, AMOUNT * count), books
        records = reserved(keeper, fund)
        assert len(records) == len(set(records)) == count, f"{len(records)} reserved for {len(set(records))}"

        lines = raw(keeper, "GET", path + "/bank.csv").decode("utf-8-sig").split("\r\n")[3:-1]
        assert len(lines) == count
        answers, back = [], 0
        for line in lines:
            n, number = line.split(",")[:2]
            bounced = int(n) % 10 == 0
            back += bounced
            answers.append(f"{n},{number},{AMOUNT // 100}.00,{'退回,销户' if bounced else '成功,'}")
        total = f"{AMOUNT * count // 100}.00"
        text = f"批次号,笔数,合计(元)\n{batch['number']},{count},{total}\n序号,业务编号,金额(元),结果,原因\n" + "\n".join(answers) + "\n"
        kills_again = through_kills(office, lambda client: raw(client, "POST", path + "/result?check=false", text.encode()))
        keeper = signed_in(office, "keeper")
        answered = json.loads(raw(keeper, "POST", path + "/result?check=false", text.encode()))
        assert answered == {"arrived": count - back, "bounced": back, "problems": [], "failed": []}, answered
        assert keeper.call("GET", path)["state"] == "settled"
        books = keeper.call("GET", f"/funds/{fund}")
        assert (books["transit"], books["used"], books["bank"]) == (0, AMOUNT * (count - back), given - AMOUNT * (count - back)), books

        assert office.stop() == 0
        verified = office.verify()  # the journal's chain, the records and the books
        assert verified["intact"] and verified["problems"] == [], verified
        assert office.recount()["differing"] == 0
        print(f"{count} payments: {kills} kills while they were sent ({took:.0f} s with restarts), {kills_again} while the answer was taken")


if __name__ == "__main__":
    test(None, 10_000)
    if os.environ.get("NIANGJIA_TEST_POSTGRES"):
        # Its statements go over a socket one by one: fewer, to stay within the time of a test.
        test(fresh_schema(os.environ["NIANGJIA_TEST_POSTGRES"]), 2_000)
