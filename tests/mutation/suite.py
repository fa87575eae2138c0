"""The tests, collected once and held ready: which run which line, and whether they see a fault.

Law: a fault is tried in a process of its own, forked from one that has everything imported and collected, so
that nothing it breaks outlives it. A fault inside a function is put into the living function (`__code__`); a
fault in code that runs on import needs the module imported anew, and with it the tests.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import pkgutil
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutated

__all__ = ["Outcome", "Source", "Warm", "collected", "fresh", "measured", "sources_of"]

# A test that takes so many times longer than it did, and the patience besides, is taken to hang.
_PATIENCE_FACTOR = 10.0
# A fault that fills the memory is a fault that is seen; the machine should not notice.
_MEMORY_BYTES = 3 * 1024**3

_QUIET = ["-q", "--assert=plain", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]


@dataclass(frozen=True, slots=True)
class Source:
    """A module whose faults are tried: its file, and its name as it is imported."""

    file: Path
    module: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests said of one fault.

    Args:
        status: `killed`, `timeout`, `survived`, or `untested` where no test runs the line.
        by: The test that saw it.
        tests: How many tests were run.
        seconds: Processor time of the trial.
        took: Processor time of each test that was run to its end.
    """

    status: str
    by: str = ""
    tests: int = 0
    seconds: float = 0.0
    took: tuple[tuple[str, float], ...] = ()


class _Collector:
    """A pytest plugin that hands over the collected tests instead of running them."""

    def __init__(self, use: Callable[[Sequence[pytest.Item]], None], *, examples: int) -> None:
        self._use = use
        self._examples = examples

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not session.testsfailed:
            for item in session.items:
                _few_examples(item, self._examples)
            self._use(session.items)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport | None:
        """A failure without its story: nobody reads it, and telling it is the larger part of a failure."""
        if call.excinfo is None or call.excinfo.errisinstance(
            (pytest.skip.Exception, pytest.xfail.Exception)
        ):
            return None
        when = "call" if call.when == "collect" else call.when
        return pytest.TestReport(item.nodeid, item.location, {}, "failed", "failed", when)


def _few_examples(item: pytest.Item, examples: int) -> None:
    function = getattr(item, "obj", None)
    function = getattr(function, "__func__", function)
    own = getattr(function, "_hypothesis_internal_use_settings", None)
    if own is not None:
        from hypothesis import settings

        few = settings(own, max_examples=min(own.max_examples, examples))
        function._hypothesis_internal_use_settings = few  # type: ignore[union-attr]


def _prepare() -> None:
    """Hypothesis draws the same few examples each time and does not make a failure smaller."""
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=25,
        phases=[Phase.explicit, Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"


def collected(
    tests: Sequence[str], use: Callable[[Sequence[pytest.Item]], None], *, examples: int, base: Path
) -> int:
    """Collects the tests and hands them to `use`; answers pytest's exit status."""
    _prepare()
    args = [*_QUIET, f"--basetemp={base}", *tests]
    return int(pytest.main(args, plugins=[_Collector(use, examples=examples)]))


def _run(items: Sequence[pytest.Item], each: Callable[[pytest.Item, bool], None]) -> None:
    """Runs the tests in this order; `each` hears of every one whether it passed."""
    failed: list[str] = []

    class _Listener:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

    if not items:
        return
    manager = items[0].config.pluginmanager
    listener = _Listener()
    manager.register(listener)
    try:
        for index, item in enumerate(items):
            failed.clear()
            following = items[index + 1] if index + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            each(item, not failed)
    finally:
        manager.unregister(listener)


# ------------------------------------------------------------------------------------------- measured


def measured(
    tests: Sequence[str], sources: Sequence[Source], state: Path, *, examples: int, longest: float
) -> int:
    """Runs all tests once and writes down which lines each runs and how long it takes.

    Writes `coverage.data` and `tests.json` in `state`. A test that takes longer than so many seconds of
    processor time is cut short and never asked: where it would see a fault, a faster one should.

    Returns:
        pytest's exit status, or 1 if a test failed.
    """
    from coverage import Coverage

    data = state / "coverage.data"
    data.unlink(missing_ok=True)
    cover = Coverage(data_file=str(data), config_file=False, include=[str(one.file) for one in sources])
    own = {"__main__", "__mp_main__", *(_root(one.module) for one in sources)}
    seconds: dict[str, float] = {}
    bad: list[str] = []

    def use(items: Sequence[pytest.Item]) -> None:
        last = time.process_time()
        own.update(_root(str(getattr(getattr(item, "module", None), "__name__", ""))) for item in items)

        def each(item: pytest.Item, passed: bool) -> None:
            nonlocal last
            now = time.process_time()
            seconds[item.nodeid] = round(now - last, 4)
            last = now
            if not passed or item.nodeid in slow:
                bad.append(item.nodeid)
            for cache in caches:
                cache.cache_clear()  # so that each test runs the lines it needs
            following = position[item.nodeid] + 1
            cover.switch_context(items[following].nodeid if following < len(items) else "")

        position = {item.nodeid: index for index, item in enumerate(items)}
        caches = _caches()
        if items:
            cover.switch_context(items[0].nodeid)
        for item in items:
            item.config.pluginmanager.register(_Cut(longest, slow))
            break
        _run(items, each)

    slow: set[str] = set()
    cover.start()
    status = collected(tests, use, examples=examples, base=state / "base")
    cover.stop()
    cover.save()
    foreign = sorted(
        name
        for name, module in sys.modules.items()
        if isinstance(module, ModuleType) and _root(name) not in own and "$" not in name
    )
    written = {"seconds": seconds, "failed": bad, "modules": foreign}
    (state / "tests.json").write_text(json.dumps(written), encoding="utf-8")
    return status or (1 if set(bad) - slow else 0)


class _Cut:
    """A pytest plugin that cuts tests short; pytest and hypothesis let a skip pass at once."""

    def __init__(self, longest: float, slow: set[str]) -> None:
        self._longest, self._slow = longest, slow

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        def cut(_: int, frame: FrameType | None) -> None:
            self._slow.add(item.nodeid)
            if any("highs" in one.f_code.co_filename for one in _frames(frame)):
                signal.setitimer(signal.ITIMER_PROF, self._longest)  # the solver's locks must be given back
                return
            pytest.skip("takes too long")

        signal.signal(signal.SIGPROF, cut)
        signal.setitimer(signal.ITIMER_PROF, self._longest)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _caches() -> list[_lru_cache_wrapper[object]]:
    return [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]


def _root(module: str) -> str:
    return module.partition(".")[0]


# ------------------------------------------------------------------------------------------------ trials


def _try(attempt: Callable[[Callable[[str], None]], int], *, seconds: float) -> Outcome:
    """Runs `attempt` in a forked process: 0 says that no test saw the fault, 1 that one did."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    heard, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        def say(word: str) -> None:
            os.write(says, word.encode() + b"\n")

        status = 1
        try:
            status = attempt(say)
        except BaseException as broken:
            say(f"! {type(broken).__name__}: {broken}"[:300])
        os._exit(status)
    os.close(says)
    deadline = (
        time.monotonic() + 20 * seconds + 60
    )  # the machine may be busy; the processor time is what counts
    words = _heard(heard, pid, deadline)
    _, code = os.waitpid(pid, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # what the tests started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = words[-1].partition("\t")[0] if words else ""
    begun = [(name, float(at)) for name, _, at in (word.partition("\t") for word in words) if at]
    took = tuple((name, after_it - at) for (name, at), (_, after_it) in pairwise(begun))
    if os.WIFSIGNALED(code) and os.WTERMSIG(code) in (signal.SIGPROF, signal.SIGKILL):
        return Outcome("timeout", last, len(words), round(spent, 3), took)
    said = "survived" if code == 0 else "killed"
    return Outcome(said, "" if code == 0 else last, len(words), round(spent, 3), took)


def _heard(pipe: int, pid: int, deadline: float) -> list[str]:
    import select

    heard = b""
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            os.kill(pid, signal.SIGKILL)
        part = os.read(pipe, 65536)
        if not part:
            os.close(pipe)
            return heard.decode(errors="replace").splitlines()
        heard += part


def _see(
    items: Sequence[pytest.Item],
    seconds: Mapping[str, float],
    patience: float,
    say: Callable[[str], None],
    *,
    budget: float = math.inf,
) -> int:
    """Runs the tests until one fails: 1, or 0 if none does. A test that hangs ends the process.

    No further test is begun once so many seconds of processor time are spent.
    """

    def each(item: pytest.Item, passed: bool) -> None:
        if not passed:
            os._exit(1)
        if time.process_time() - begun > budget:
            os._exit(0)
        wait(position[item.nodeid] + 1)

    def wait(index: int) -> None:
        if index < len(items):
            name = items[index].nodeid
            say(f"{name}\t{time.process_time() - begun:.4f}")
            limit = patience + _PATIENCE_FACTOR * seconds.get(name, 0.1)
            signal.setitimer(signal.ITIMER_PROF, limit)

    position = {item.nodeid: index for index, item in enumerate(items)}
    begun = time.process_time()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    wait(0)
    _run(items, each)
    return 0


class Warm:
    """Tries faults in living functions.

    Args:
        sources: The modules; all are imported.
        items: The collected tests.
        seconds: How long each takes.
        patience: Seconds of processor time a test may take longer.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        items: Sequence[pytest.Item],
        seconds: Mapping[str, float],
        *,
        patience: float,
    ) -> None:
        self._patience = patience
        self._items = {item.nodeid: item for item in items}
        self._seconds = seconds
        for source in sources:
            importlib.import_module(source.module)
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        files = {str(source.file) for source in sources}
        for cache in _caches():
            cache.cache_clear()  # what the tests asked while they were imported
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in files:
                code = one.__code__
                self._functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
        gc.collect()
        gc.freeze()

    def sound(self, tests: Sequence[str]) -> list[str]:
        """Those of some tests that pass without any fault."""

        def passes(test: str) -> bool:
            items = [self._items[test]]
            said = _try(lambda say: _see(items, self._seconds, self._patience, say), seconds=self._patience)
            return said.status == "survived"

        return [test for test in tests if passes(test)]

    def attempt(
        self, source: Source, mutant: Mutant, tests: Sequence[str], *, budget: float
    ) -> Outcome | None:
        """The outcome; None where the fault cannot be put into a living function.

        Args:
            source: The module.
            mutant: The fault.
            tests: Whom to ask, in this order.
            budget: Seconds of processor time after which no further test is asked.
        """
        text = source.file.read_text(encoding="utf-8")
        name = str(source.file)
        changed: list[tuple[FunctionType, CodeType]] = []
        old = dict(_functions(compile(text, name, "exec", dont_inherit=True)))
        for key, code in _functions(mutated(text, mutant.number, name)):
            if code != old.get(key):
                living = self._functions.get((name, *key), [])
                if not living or any(
                    len(one.__code__.co_freevars) != len(code.co_freevars) for one in living
                ):
                    return None
                changed.extend((one, code) for one in living)
        if not changed:
            return None
        items = [self._items[test] for test in tests if test in self._items]

        def attempt(say: Callable[[str], None]) -> int:
            for function, code in changed:
                function.__code__ = code
            return _see(items, self._seconds, self._patience, say, budget=budget)

        return _try(attempt, seconds=sum(self._seconds.get(test, 1.0) for test in tests))


def _functions(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """The functions of a module and of its classes, without those inside other functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & 1:  # CO_OPTIMIZED: a function; a class body has it not
                yield (one.co_qualname, one.co_firstlineno), one
            else:
                yield from _functions(one)


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, source: Source, number: int) -> None:
        super().__init__(source.module, str(source.file))
        self._source, self._number = source, number

    def get_code(self, fullname: str) -> CodeType:
        text = self._source.file.read_text(encoding="utf-8")
        return mutated(text, self._number, str(self._source.file))


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, source: Source, number: int) -> None:
        self._source, self._number = source, number

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._source.module:
            return None
        is_package = self._source.file.name == "__init__.py"
        locations = [str(self._source.file.parent)] if is_package else None
        return importlib.util.spec_from_file_location(
            fullname,
            self._source.file,
            loader=_Loader(self._source, self._number),
            submodule_search_locations=locations,
        )


def fresh(
    source: Source,
    mutant: Mutant,
    tests: Sequence[str],
    seconds: Mapping[str, float],
    *,
    patience: float,
    examples: int,
    base: Path,
) -> Outcome:
    """Tries a fault with the module and the tests imported anew: slower, and right for every fault."""

    def attempt(say: Callable[[str], None]) -> int:
        sys.meta_path.insert(0, _Finder(source, mutant.number))
        seen = 0
        ran = False

        def use(items: Sequence[pytest.Item]) -> None:
            nonlocal seen, ran
            ran = True
            named = {item.nodeid: item for item in items}
            chosen = [named[test] for test in tests if test in named]
            seen = _see(chosen, seconds, patience, say)

        say("import")
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, 60.0)
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        collected(files, use, examples=examples, base=base)
        return seen if ran else 1

    return _try(attempt, seconds=10 + sum(seconds.get(test, 1.0) for test in tests))


def sources_of(package: str) -> Iterator[Source]:
    """The modules of a package or the one module of that name, in the order of their names."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    yield Source(Path(spec.origin).resolve(), package)
    for place in spec.submodule_search_locations or ():
        for found in sorted(pkgutil.iter_modules([place]), key=lambda one: one.name):
            yield from sources_of(f"{package}.{found.name}")
