"""Accounts, their codes, their sessions, and mandates above schools."""

from preau.access.models.account import Account, ActivationCode, EmailCode, ResetCode
from preau.access.models.attempt import Attempts
from preau.access.models.device import PushDevice
from preau.access.models.mandate import Mandate
from preau.access.models.session import Session

__all__ = ["Account", "ActivationCode", "Attempts", "EmailCode", "Mandate", "PushDevice", "ResetCode", "Session"]
