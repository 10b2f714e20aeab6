"""Everything the engine is handed: policies, national facts and the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculator.lookup import unknown
from calculator.model import National, Policy
from calculator.working_days import Calendar


class PolicyNotLoaded(LookupError):
    """An authority exists, but its policy has not been handed over yet; the message is its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """`names` lists every authority; `policies` may hold fewer, because the browser loads them one at a time."""

    names: dict[str, str]
    policies: dict[str, Policy]
    national: National
    calendar: Calendar

    def policy(self, authority: str) -> Policy:
        """Return a policy by the authority's id. Raises UnknownName and PolicyNotLoaded."""
        if authority in self.policies:
            return self.policies[authority]
        if authority in self.names:
            raise PolicyNotLoaded(authority)
        raise unknown("authority", authority, self.names)

    def with_policy(self, policy: Policy) -> Library:
        """Return this library with one more policy."""
        return replace(self, policies={**self.policies, policy.id: policy})

    def only(self, policy: Policy) -> Library:
        """Return this library with one authority alone: its journeys are the same, and no list of others is carried."""
        return replace(self, names={policy.id: policy.name}, policies={policy.id: policy})
