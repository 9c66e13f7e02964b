"""Score cards read from tables of any layout: `scorecards(document)`."""

from extract.cards.reading import is_card, scorecards

__all__ = ["is_card", "scorecards"]
