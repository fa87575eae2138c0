"""Small faults that can be put into a module's source: the operators of the mutation run.

Law: a mutant is one change of one place in the syntax tree, and it is found again by its place among the
others (`number`) in the same source. Text is not mutated: docstrings, annotations, the words of errors and
of `__repr__` have tests of their own, and a changed word is not a changed answer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import CodeType

__all__ = ["MODULE", "Mutant", "mutants_of", "mutated"]

MODULE = "<module>"

# A boundary moved by one and the opposite of the comparison: two faults for an order, one for the rest.
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}

_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}

_SWAPPED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}

# What only shows a value to a programmer.
_TEXT_METHODS = frozenset({"__repr__", "__str__", "_repr_html_"})

# What speaks to a type checker, or lists a module's names.
_TYPING_NAMES = frozenset({"TYPE_CHECKING", "__all__", "__slots__"})

_BLOCKS = ("body", "orelse", "finalbody")
# The fields of a statement that hold statements, are for a type checker, or say where a value goes.
_NOT_VALUES = frozenset({*_BLOCKS, "handlers", "cases", "annotation", "targets", "target"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault.

    Args:
        number: Its place among the mutants of the same source, from 0.
        function: The qualified name of the outermost function it stands in, or `<module>` for code that runs
            when the module is imported.
        inside: The name of the innermost function, for people.
        operator: The kind of fault.
        line: The first line of the statement, from 1.
        last_line: Its last line; of a statement with a block, the last line before the block.
        text: The first line without its margin.
        before: The place as it stands.
        after: The place with the fault.
    """

    number: int
    function: str
    inside: str
    operator: str
    line: int
    last_line: int
    text: str
    before: str
    after: str


def mutants_of(source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its text."""
    lines = source.splitlines()
    found: list[Mutant] = []
    for place in _places(ast.parse(source)):
        before = _words(place.shown())
        undo = place.edit()
        after = _words(place.shown())
        undo()
        where = place.where
        found.append(
            Mutant(
                number=len(found),
                function=where.function,
                inside=where.inside,
                operator=place.operator,
                line=where.line,
                last_line=where.last_line,
                text=lines[where.line - 1].strip(),
                before=before,
                after=after,
            )
        )
    return found


def mutated(source: str, number: int, filename: str) -> CodeType:
    """The module's code with the fault of that number in it.

    Raises:
        ValueError: If there is no such fault.
    """
    tree = ast.parse(source)
    for index, place in enumerate(_places(tree)):
        if index == number:
            place.edit()
            return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)
    raise ValueError(f"the source has no mutant {number}")


_Undo = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Where:
    """The function and the statement of a place."""

    function: str = MODULE
    inside: str = MODULE
    names: tuple[str, ...] = ()
    line: int = 1
    last_line: int = 1

    def at(self, node: ast.stmt) -> _Where:
        last = node.end_lineno or node.lineno
        block = getattr(node, "body", None)
        if isinstance(block, list) and block:
            last = max(node.lineno, block[0].lineno - 1)
        return replace(self, line=node.lineno, last_line=last)


@dataclass(frozen=True, slots=True)
class _Place:
    """A fault in a tree: how to make it, and the node that shows it."""

    operator: str
    where: _Where
    edit: Callable[[], _Undo]
    shown: Callable[[], ast.AST]


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While | ast.For | ast.With | ast.Match):
        first = ast.unparse(node).splitlines()[0]
        return first[:200]
    return " ".join(ast.unparse(node).split())[:200]


def _setting(node: ast.AST, field: str, new: object) -> Callable[[], _Undo]:
    """An edit that gives a field of a node another value."""

    def edit() -> _Undo:
        old = getattr(node, field)
        setattr(node, field, new)
        return lambda: setattr(node, field, old)

    return edit


def _without(items: list[ast.AST], index: int, *, instead: tuple[ast.AST, ...] = ()) -> Callable[[], _Undo]:
    """An edit that takes one item out of a list, or puts another in its place."""

    def edit() -> _Undo:
        old = list(items)
        items[index : index + 1] = instead

        def undo() -> None:
            items[:] = old

        return undo

    return edit


def _places(tree: ast.Module) -> Iterator[_Place]:
    yield from _block(tree.body, _Where())


def _block(body: list[ast.stmt], where: _Where) -> Iterator[_Place]:
    for index, node in enumerate(list(body)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _definition(node, where)
        elif isinstance(node, ast.ClassDef):
            yield from _block(node.body, replace(where, names=(*where.names, node.name)))
        elif not _is_silent(node):
            yield from _statement(body, index, node, where.at(node))


def _definition(node: ast.FunctionDef | ast.AsyncFunctionDef, where: _Where) -> Iterator[_Place]:
    if node.name in _TEXT_METHODS or any(ast.unparse(one) == "overload" for one in node.decorator_list):
        return
    for default in (*node.args.defaults, *node.args.kw_defaults):
        if default is not None:
            yield from _value(default, where.at(node))
    qualified = ".".join((*where.names, node.name))
    outermost = qualified if where.function == MODULE else where.function
    yield from _block(
        node.body, replace(where, function=outermost, inside=node.name, names=(*where.names, node.name))
    )


def _is_silent(node: ast.stmt) -> bool:
    """Whether a statement holds no answer: a docstring, an import, words for a type checker."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass | ast.Global | ast.Nonlocal | ast.Assert):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        bare = name.lstrip("_")
        of_types = isinstance(node.value, ast.Subscript) or (
            isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)
        )
        return name in _TYPING_NAMES or (of_types and bare[:1].isupper() and not bare.isupper())
    return False


def _statement(body: list[ast.stmt], index: int, node: ast.stmt, where: _Where) -> Iterator[_Place]:
    for operator, other in _instead_of(node):
        ast.copy_location(other, node)
        yield _Place(
            operator,
            where,
            _without(body, index, instead=(other,)),  # type: ignore[arg-type]
            lambda: body[index],
        )
    if isinstance(node, ast.Raise):
        return  # the words of an error
    if isinstance(node, ast.If | ast.While):
        yield from _negated(node, where)
    if isinstance(node, ast.AugAssign) and not _is_text(node.value):
        yield _Place("arithmetic", where, _setting(node, "op", _ARITHMETIC[type(node.op)]()), lambda: node)
    if isinstance(node, ast.For):
        nothing = ast.copy_location(ast.Tuple([], ast.Load()), node.iter)
        yield _Place("loop never run", where, _setting(node, "iter", nothing), lambda: node)
    for field, value in ast.iter_fields(node):
        if field not in _NOT_VALUES:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.expr | ast.withitem):
                    yield from _value(one, where)
    for target in (*getattr(node, "targets", ()), getattr(node, "target", None)):
        if isinstance(target, ast.Subscript):
            yield from _value(target.slice, where)
    for name in _BLOCKS:
        yield from _block(getattr(node, name, []), where)
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        if getattr(part, "guard", None) is not None:
            yield from _value(part.guard, where)
        yield from _block(part.body, where)


def _instead_of(node: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """What may stand in the place of a whole statement, where the program still can be run."""
    match node:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            # A function without its only `yield` is no generator any more: it yields nothing instead.
            yield "yield removed", ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
        case ast.Expr() | ast.AugAssign() | ast.Delete() | ast.Raise():
            yield "statement removed", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement removed", ast.Pass()
        case ast.Return(value=None):
            yield "return removed", ast.Pass()
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return():
            yield "return nothing", ast.Return(ast.Constant(None))
        case ast.Continue():
            yield "continue to break", ast.Break()
            yield "continue removed", ast.Pass()
        case ast.Break():
            yield "break to continue", ast.Continue()


def _negated(node: ast.If | ast.While | ast.IfExp, where: _Where) -> Iterator[_Place]:
    """The condition turned round, where no operator inside it says the same."""
    if not isinstance(node.test, ast.Compare | ast.UnaryOp | ast.Constant):
        other = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
        yield _Place("condition negated", where, _setting(node, "test", other), lambda: node)


def _value(node: ast.AST, where: _Where) -> Iterator[_Place]:
    """The faults of an expression and of all inside it."""
    if isinstance(node, ast.JoinedStr):
        return  # the words of an answer
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return  # of `zip`: an assertion of ours, as `assert` is
    yield from _here(node, where)
    for field, value in ast.iter_fields(node):
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(one, ast.AST):
                continue
            if isinstance(one, ast.UnaryOp):
                bare = one.operand
                if not isinstance(bare, ast.Constant):
                    edit = (
                        _without(value, index, instead=(bare,))
                        if isinstance(value, list)
                        else _setting(node, field, bare)
                    )
                    yield _Place(f"without {type(one.op).__name__.lower()}", where, edit, lambda: node)
            yield from _value(one, where)


def _here(node: ast.AST, where: _Where) -> Iterator[_Place]:
    def place(operator: str, edit: Callable[[], _Undo]) -> _Place:
        return _Place(operator, where, edit, lambda: node)

    match node:
        case ast.Compare():
            for index, op in enumerate(node.ops):
                for other in _COMPARISONS[type(op)]:
                    yield place("comparison", _without(node.ops, index, instead=(other(),)))  # type: ignore[arg-type]
        case ast.BoolOp():
            swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield place("and/or", _setting(node, "op", swapped))
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not (
            _is_text(node.left) or _is_text(node.right)
        ):
            yield place("arithmetic", _setting(node, "op", _ARITHMETIC[type(node.op)]()))
        case ast.IfExp():
            yield from _negated(node, where)
        case ast.Constant(value=bool()):
            yield place("constant", _setting(node, "value", not node.value))
        case ast.Constant(value=int() | float() as number):
            yield place("constant", _setting(node, "value", number + 1))
            yield place("constant", _setting(node, "value", number - 1))
        case ast.Name(id=name) if name in _SWAPPED:
            yield place("function swapped", _setting(node, "id", _SWAPPED[name]))
        case ast.Call():
            for index, keyword in enumerate(node.keywords):
                if keyword.arg not in (None, "strict"):
                    yield place("keyword dropped", _without(node.keywords, index))  # type: ignore[arg-type]
        case ast.Slice():
            for field in ("lower", "upper"):
                end = getattr(node, field)
                if end is not None and not isinstance(end, ast.Constant):
                    moved = ast.copy_location(ast.BinOp(end, ast.Add(), ast.Constant(1)), end)
                    yield place("slice moved", _setting(node, field, moved))
        case ast.comprehension():
            for index in range(len(node.ifs)):
                yield place("filter dropped", _without(node.ifs, index))  # type: ignore[arg-type]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
