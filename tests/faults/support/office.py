"""A small federation behind the real program, for the fault tests: one county of invented places, an administrator, and the
heads of its villages, all made through the command line and the API as anyone would."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import uuid

PROGRAM = os.environ.get("NIANGJIA", "build/release/niangjia")
VILLAGES = ["449901001001", "449901001002", "449901001003", "449901001004"]
PASSWORD = "a long first secret"

DIVISIONS = {
    "provinces.csv": 'code,name\n44,"青山省"\n',
    "cities.csv": 'code,name,provinceCode\n4499,"临江市",44\n',
    "areas.csv": 'code,name,cityCode,provinceCode\n449901,"东城区",4499,44\n',
    "streets.csv": 'code,name,areaCode,provinceCode,cityCode\n449901001,"石桥街道",449901,44,4499\n',
    "villages.csv": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
    + "".join(f'{code},"{name}",449901001,44,4499,449901\n' for code, name in zip(VILLAGES, ["梅园社区居委会", "大桥村委会", "新河村委会", "桃林村委会"])),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """One signed-in person. Raises OSError when the server goes away in the middle of an answer."""

    def __init__(self, port, name, password):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.cookie = self.csrf = None
        answer, headers = self.call("POST", "/session", {"name": name, "password": password}, with_headers=True)
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.csrf = answer["csrf"]

    def call(self, method, path, body=None, version=None, with_headers=False):
        headers = {"Accept": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if method != "GET" and self.csrf:
            headers["X-CSRF"] = self.csrf
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body)
        try:
            self.connection.request(method, "/api" + path, data, headers)
            response = self.connection.getresponse()
            text = response.read()
        except http.client.HTTPException as failure:
            raise OSError(str(failure)) from failure
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {text.decode()}")
        answer = json.loads(text) if text else None
        return (answer, response.headers) if with_headers else answer

    def petition(self, org, command=None):
        return self.call("POST", "/records", {"command": command or str(uuid.uuid4()), "type": "petitions.petition", "org": org,
                                              "fields": {"channel": "visit", "category": CATEGORY}})


CATEGORY = "family"


class Office:
    def __init__(self, folder, database=None, packs=None):
        self.folder = pathlib.Path(folder)
        self.packs = ["--packs", packs] if packs else []
        self.data = self.folder / "data"
        divisions = self.folder / "divisions"
        divisions.mkdir(parents=True)
        for name, text in DIVISIONS.items():
            (divisions / name).write_text(text, encoding="utf-8")
        arguments = ["init", "--data", self.data, "--top", "4499", "--divisions", divisions]
        if database:
            arguments += ["--database", database]
        self.run(*arguments, stdin=PASSWORD + "\n")
        self.port = free_port()
        self.process = None

    def run(self, *arguments, stdin="", expect=0):
        done = subprocess.run([PROGRAM, *map(str, [*arguments, *self.packs])], input=stdin, capture_output=True, text=True, timeout=300)
        if done.returncode != expect:
            raise SystemExit(f"{arguments[0]} ended with {done.returncode}, not {expect}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def start(self):
        self.log = open(self.folder / "serve.log", "a")
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--web", "", "--listen", f"127.0.0.1:{self.port}", *map(str, self.packs)],
                                        stdout=self.log, stderr=self.log)
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise SystemExit("the server did not start:\n" + (self.folder / "serve.log").read_text())

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=30)

    def make_heads(self):
        """An account for the head of each village; every first password is changed, as the program demands."""
        admin = Client(self.port, "admin", PASSWORD)
        admin.call("POST", "/session/password", {"current": PASSWORD, "next": PASSWORD + " 2"})
        for village in VILLAGES:
            admin.call("POST", "/accounts", {"command": str(uuid.uuid4()), "name": "head-" + village, "title": "主席", "password": PASSWORD,
                                             "grants": [{"role": "village-head", "org": village}]})
            head = Client(self.port, "head-" + village, PASSWORD)
            head.call("POST", "/session/password", {"current": PASSWORD, "next": PASSWORD + " 2"})

    def head(self, village):
        return Client(self.port, "head-" + village, PASSWORD + " 2")

    def recount(self):
        return json.loads(self.run("recount", "--data", self.data, "--format", "json"))

    def verify(self):
        return json.loads(self.run("verify", "--data", self.data, "--format", "json"))
