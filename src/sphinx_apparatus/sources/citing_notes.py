"""Notes that cite a source."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_apparatus.model.essays import note_number


@dataclass(frozen=True)
class CitingNote:
    """A place that cites a source, for “Cited in”."""

    essay_label: str
    """Groups the places: ``2019``."""
    note_label: str
    """``12``, ``b``, or words, for what is no note."""
    note_id: str
    """Full id, ``2019-leigh/iso``: the target of ``{apparatus:note}``."""
    kind: str
    """``fact-check``, ``context``, ``textual``, or another word for what is no note."""

    @property
    def text(self) -> str:
        """``n. 12`` with a no-break space; what is no note goes by its label."""
        is_note = self.kind in {"fact-check", "context", "textual"}
        if not is_note:
            return self.note_label
        return note_number(self.note_label).replace(" ", "\N{NO-BREAK SPACE}")

    @property
    def order(self) -> tuple[str, int, int, str]:
        """By essay, then 1, 2, 3 …, then a, b … z, aa …, then words."""
        if self.note_label.isdigit():
            return self.essay_label, 0, int(self.note_label), ""
        return self.essay_label, 1, len(self.note_label), self.note_label
