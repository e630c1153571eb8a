"""A Dask cluster as the workers of a sweep: ``main.py lab --scheduler tcp://host:port``.

Its workers need Python, NumPy and ``distributed`` of the same versions as here; this project's
code is sent to them, so that they run what this process would.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import time
import uuid
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from core.lab.crew import CrewError, Line, WorkerLostError, connect
from core.lab.events import Snapshot
from core.parallel import stay_on_one_thread

if TYPE_CHECKING:
    from distributed import Client, Event
    from distributed import Future as Remote

CONNECT_SECONDS = 10.0
COUNT_SECONDS = 1.0
ASK_SECONDS = 1.0  # between a worker's questions whether to stop or wait
Answer = TypeVar("Answer")
_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://(\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):\d{1,5}")


@dataclass(frozen=True, eq=False)
class _Sent:
    """A piece of work in the cluster, and the name of the event that asks it to stop."""

    remote: Remote
    future: Future[Any]
    stop: str


class Cluster:
    """A crew of the workers of a Dask cluster.

    Attributes
    ----------
    address : of the scheduler.
    client : connected to it.
    """

    def __init__(self, address: str, client: Client) -> None:
        self.address, self.client = address, client
        self._topic = f"qkv-lab-{uuid.uuid4().hex}"
        self._code = digest_of_code()
        self._told: SimpleQueue[Any] = SimpleQueue()  # by threads of the client
        self._sent: dict[str, _Sent] = {}
        self._counted, self._counted_at = 0, -COUNT_SECONDS

    @property
    def n_workers(self) -> int:
        """Threads of the workers that there are; one if there are none yet."""
        if time.monotonic() - self._counted_at > COUNT_SECONDS:
            self._check()
            self._counted = sum(self.client.nthreads().values())
            self._counted_at = time.monotonic()
        return max(1, self._counted)

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """Give an executor whose futures end with WorkerLostError when a worker is lost."""
        self.client.subscribe_topic(self._topic, self._told.put)
        self.client.subscribe_topic("all", self._told.put)
        try:
            yield _Executor(self)
        finally:
            with suppress(OSError, RuntimeError):
                self.stop()
                self.client.cancel([sent.remote for sent in self._sent.values()])
                for topic in (self._topic, "all"):
                    self.client.unsubscribe_topic(topic)

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield what the workers have reported since the last call, and see which were lost.

        Raises
        ------
        CrewError : the scheduler is gone.
        """
        self._check()
        with suppress(Empty):
            while True:
                _, message = self._told.get_nowait()
                if isinstance(message, bytes):
                    yield pickle.loads(message)  # the cluster's answers come in the same way
                elif isinstance(message, dict) and message.get("action") == "remove-worker":
                    self._note_loss(message)

    def why_broken(self) -> str:
        """Return what is known; a cluster does not break as a whole."""
        return f"the cluster at {self.address} takes no work"

    def stop(self) -> None:
        """Ask the workers to stop soon."""
        for sent in tuple(self._sent.values()):
            self._event(sent.stop).set()

    def pause(self) -> None:
        """Ask the workers to wait."""
        self._event(f"{self._topic}-pause").set()

    def resume(self) -> None:
        """Let the workers go on."""
        self._event(f"{self._topic}-pause").clear()

    def submit(self, work: Callable[..., Answer], *args: Any) -> Future[Answer]:
        """Send work to whichever worker is free."""
        self._check()
        stop = f"{self._topic}-stop-{uuid.uuid4().hex}"
        remote = self.client.submit(
            work_in_cluster, self._topic, stop, self._code, work, *args, pure=False, retries=0
        )
        future: Future[Answer] = Future()
        self._sent[str(remote.key)] = _Sent(remote, future, stop)
        remote.add_done_callback(self._note_end)
        return future

    def _note_end(self, remote: Remote) -> None:
        """Hand on what came of a piece of work; called in a thread of the client."""
        sent = self._sent.pop(str(remote.key), None)
        if sent is None or sent.future.done():
            return
        if remote.status == "finished":
            try:
                sent.future.set_result(remote.result())
            except Exception as error:
                sent.future.set_exception(error)
            return
        reason = remote.exception() if remote.status == "error" else None
        if reason is None or type(reason).__name__ == "KilledWorker":
            reason = WorkerLostError(f"the cluster gave its work up ({remote.status}): {reason}")
        sent.future.set_exception(reason)

    def _note_loss(self, message: Mapping[str, Any]) -> None:
        """Take back what a lost worker was at, from whichever worker Dask gave it to instead.

        The sweep decides whether it is run again, and tells of it.
        """
        self._counted_at = -COUNT_SECONDS  # there is one worker less to give work to
        for key in message.get("processing-tasks", ()):
            sent = self._sent.pop(str(key), None)
            if sent is None or sent.future.done():
                continue
            self._event(sent.stop).set()
            sent.remote.cancel()
            how = "it was closed" if message.get("expected") else "its connection broke off"
            sent.future.set_exception(WorkerLostError(f"{message.get('worker')}: {how}"))

    def _check(self) -> None:
        if self.client.status != "running":
            raise CrewError(f"the scheduler at {self.address} is gone")

    def _event(self, name: str) -> Event:
        from distributed import Event

        return Event(name, client=self.client)


class _Executor(Executor):
    """The executor's face of a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def submit(  # type: ignore[override]
        self, fn: Callable[..., Answer], /, *args: Any
    ) -> Future[Answer]:
        return self._cluster.submit(fn, *args)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Give the crew of the cluster whose scheduler is at ``address``.

    Raises
    ------
    CrewError : ``distributed`` is not installed, or the scheduler cannot be reached.
    """
    if not _ADDRESS.fullmatch(address):
        raise CrewError(f"{address!r} is no scheduler's address; tcp://HOST:PORT is one")
    try:
        from distributed import Client
    except ImportError as error:
        raise CrewError(
            'a scheduler needs the package distributed: python -m pip install ".[cluster]"'
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: the workers will complain
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CrewError(
            f"no scheduler can be reached at {address}; is one running there?"
        ) from error
    try:
        with TemporaryDirectory() as folder:
            archive = Path(folder) / f"qkv-core-{digest_of_code()}.zip"
            archive.write_bytes(code_archive())
            client.upload_file(str(archive))
        crew = Cluster(address, client)
        try:
            yield crew
        finally:
            crew.stop()
    finally:
        client.close()


def code_archive() -> bytes:
    """Return this project's core as a ZIP file that Python imports from, always the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in _sources():
            archive.writestr(zipfile.ZipInfo(f"core/{name}"), source)
    return packed.getvalue()


def digest_of_code() -> str:
    """Return what tells this code from any other."""
    digest = hashlib.blake2b(digest_size=8)
    for name, source in _sources():
        digest.update(f"{name}\0{len(source)}\0".encode() + source)
    return digest.hexdigest()


def _sources() -> list[tuple[str, bytes]]:
    """Return every file of the core, wherever it was imported from: (path within it, text)."""

    def within(folder: Any, path: str) -> Iterator[tuple[str, bytes]]:
        for each in folder.iterdir():
            if each.is_dir():
                yield from within(each, f"{path}{each.name}/")
            elif each.name.endswith(".py"):
                yield f"{path}{each.name}", each.read_bytes()

    return sorted(within(resources.files("core"), ""))


# ---- in a worker ---------------------------------------------------------------------------------


def work_in_cluster(
    topic: str, stop: str, code: str, work: Callable[..., Answer], *args: Any
) -> Answer:
    """Do a piece of work in a worker of the cluster, on a line to the sweep."""
    from distributed import get_worker

    if digest_of_code() != code:
        raise RuntimeError("the worker has loaded other code of this project; start it anew")
    worker = get_worker()
    stay_on_one_thread()  # the cluster decides how much runs beside each other

    def post(snapshot: Snapshot) -> None:
        worker.log_event(topic, pickle.dumps(snapshot))

    connect(Line(_Asked(stop), _Asked(f"{topic}-pause"), post))
    return work(*args)


class _Asked:
    """Asks the scheduler now and then whether an event has come."""

    def __init__(self, name: str) -> None:
        self._name, self._at, self._answer = name, time.monotonic(), False

    def __call__(self) -> bool:
        """Return the last answer, a new one if that is old."""
        from distributed import Event, get_client

        if time.monotonic() - self._at > ASK_SECONDS:
            self._answer = Event(self._name, client=get_client()).is_set()
            self._at = time.monotonic()
        return self._answer
