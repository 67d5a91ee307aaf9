#!/usr/bin/env python3
"""Kills the program with SIGKILL in the midst of writing, many times, and counts: every acknowledged action is there, whole, and
once; nothing is half there; the figures equal their recount; the journal's chain holds."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from office import VILLAGES, Office  # noqa: E402

ROUNDS = 12
WRITERS = 8


class Writer(threading.Thread):
    """Creates petitions and takes their next step until the server goes away; remembers what was acknowledged."""

    def __init__(self, office, village):
        super().__init__()
        self.client, self.village = office.head(village), village
        self.acknowledged = {}  # id -> version
        self.pending = None     # (command) whose answer never came

    def run(self):
        try:
            while True:
                command = str(uuid.uuid4())
                self.pending = command
                record = self.client.petition(self.village, command)
                self.acknowledged[record["id"]] = record["version"]
                self.pending = None
                changed = self.client.call("POST", f"/records/{record['id']}/timeline",
                                           {"command": str(uuid.uuid4()), "action": "remark", "note": "记一笔"}, version=record["version"])
                self.acknowledged[record["id"]] = changed["version"]
        except OSError:
            return


def check(office, acknowledged, pending):
    clients = {village: office.head(village) for village in VILLAGES}
    for record_id, (village, version) in acknowledged.items():
        record = clients[village].call("GET", f"/records/{record_id}")
        assert record["version"] >= version, f"{record_id}: version {record['version']} < acknowledged {version}"
        entries = clients[village].call("GET", f"/records/{record_id}/timeline")["items"]
        assert len(entries) == record["version"], f"{record_id}: {len(entries)} entries at version {record['version']}"
    # Who never got an answer asks again with the same command: it happens once, whether or not it had happened.
    for village, command in pending:
        first = clients[village].petition(village, command)
        again = clients[village].petition(village, command)
        assert first["id"] == again["id"]
        acknowledged[first["id"]] = (village, first["version"])


def test(database):
    random.seed(20150308)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder, database)
        office.start()
        office.make_heads()
        acknowledged = {}
        for _ in range(ROUNDS):
            writers = [Writer(office, VILLAGES[i % len(VILLAGES)]) for i in range(WRITERS)]
            for writer in writers:
                writer.start()
            time.sleep(random.uniform(0.1, 0.6))
            office.kill()
            for writer in writers:
                writer.join()
            fresh = {key: (writer.village, version) for writer in writers for key, version in writer.acknowledged.items()}
            assert fresh, "nothing was written before the kill"
            office.start()
            check(office, fresh, [(writer.village, writer.pending) for writer in writers if writer.pending])
            acknowledged.update(fresh)
        assert office.stop() == 0
        recount = office.recount()
        assert recount["differing"] == 0, recount
        assert recount["records"] >= len(acknowledged)
        assert office.verify()["intact"]
        figures = json.loads(office.run("figures", "--data", office.data, "--org", "4499", "--from", "2000-01-01", "--to", "2199-12-31",
                                                      "--format", "json"))
        received = next(one for one in figures if one["figure"] == "petitions.received")["value"]
        assert received == recount["records"], f"{received} counted, {recount['records']} records"
        print(f"{ROUNDS} kills, {len(acknowledged)} acknowledged records, {recount['records']} stored, recount {recount['differing']} differences")


def fresh_schema(server):
    """A schema of our own on the test server, and the address that leads into it."""
    name = f"faults_{uuid.uuid4().hex}"
    subprocess.run(["psql", "--quiet", "--command", f"CREATE SCHEMA {name}", server], check=True)
    return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"


if __name__ == "__main__":
    test(None)
    if os.environ.get("NIANGJIA_TEST_POSTGRES"):
        test(fresh_schema(os.environ["NIANGJIA_TEST_POSTGRES"]))
