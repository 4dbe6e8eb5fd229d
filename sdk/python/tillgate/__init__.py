"""TillGate 收银闸: the checkout gate of a pharmacy's cash register.

    import tillgate
    with tillgate.Gate("config.json") as gate:
        with gate.begin({"key": "R0001", "operator": {"id": "C001", "name": "收银员甲"}}) as sale:
            sale.identify({"kind": "e_credential", "token": "…"})
            verdict = sale.review()       # a refused sale is an answer too
            outcome = sale.settle()       # hand over when outcome["settled"]

The shared library is found by the argument `library`, by TILLGATE_LIBRARY, or by the system's search path.
Threads: sales of one gate may run in parallel, calls on one object must not (Error E_BUSY).
"""
from ._calls import VERSION, Answer, Document, Status
from ._gate import Error, Gate, Sale, version

__all__ = ["VERSION", "Answer", "Document", "Error", "Gate", "Sale", "Status", "version"]
