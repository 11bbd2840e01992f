"""In front of Ledger's package of this name: `speculos.client` and the rest are still theirs."""

from pkgutil import extend_path

__path__ = extend_path(__path__, __name__)
