"""A Ledger behind `exchange-sim serve`, from Python. The standard library is enough."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.request import Request, urlopen


class Device:
    """One simulated device. `Device.new` makes another, so that tests do not share one."""

    def __init__(self, url: str):
        self.url = url.rstrip("/")
        self._line = ThreadPoolExecutor(max_workers=1)

    @classmethod
    def new(cls, url: str, **settings: str) -> "Device":
        """Settings as POST /devices takes them: model, build, seed, firmware."""
        made = _call("POST", url.rstrip("/") + "/devices", settings)
        return cls(f"{url.rstrip('/')}/devices/{made['id']}")

    def send(self, command: str) -> str:
        """A command in hex; answers data and status word. Waits for the user where he is asked."""
        return _call("POST", self.url + "/apdu", {"data": command})["data"]

    def sending(self, command: str) -> "Future[str]":
        """The same, beside what the user does meanwhile."""
        return self._line.submit(self.send, command)

    def screen(self) -> str:
        """What is shown now, its lines in one."""
        shown = _call("GET", self.url + "/events?currentscreenonly=true")
        return " ".join(" ".join(event["text"] for event in shown["events"]).split())

    def user(self, does: str) -> None:
        """`approve`, `reject`, or `next` for the next page."""
        _call("POST", self.url + "/sim/user", {"does": does})


def commands(recording: str) -> "list[str]":
    """The commands of a recording (`=> e003000300`)."""
    lines = recording.splitlines()
    return [line[3:].strip() for line in lines if line.startswith("=> ")]


def _call(method: str, url: str, body: "dict | None" = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        return json.load(response)
