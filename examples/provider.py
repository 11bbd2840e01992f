#!/usr/bin/env python3
"""A swap provider as Ledger's backend calls it, in one file to copy from.

    python3 provider.py KEY.pem [PORT]

KEY.pem is the private half of the key that is registered with Ledger. Prices, wallet and database
are made up. Only the standard library is needed; python3-ecdsa signs where it is installed.
"""
import hashlib, json, re, secrets, subprocess, sys, time, uuid
from base64 import urlsafe_b64encode
from datetime import datetime, timezone
from decimal import ROUND_DOWN, Decimal, getcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

getcontext().prec = 60  # Amounts are exact, never floats.
ETHEREUM, USDC = {"blockchain": "ethereum", "chainId": 1}, "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"
EVM, XRP = "0x[0-9a-fA-F]{40}", "r[1-9A-Za-z]{24,34}"
# id: as it is listed, decimals, dollars, payout fee, minimum, maximum, form of an address
CURRENCIES = {
    "eth": ({"type": "coin", **ETHEREUM}, 18, "3000", "0.0005", "0.01", "50", EVM),
    "usdc": ({"type": "token", "contract": USDC, **ETHEREUM}, 6, "1", "1.5", "30", "150000", EVM),
    "xrp": ({"type": "coin", "blockchain": "ripple"}, 6, "0.5", "0.02", "60", "300000", XRP),
}
PAIRS = [{"from": a, "to": b, "tradeMethod": ["fixed", "float"],
          "minSwapAmount": CURRENCIES[a][4], "maxSwapAmount": CURRENCIES[a][5]}
         for a in CURRENCIES for b in CURRENCIES if a != b]
quotes, swaps = {}, {}


class Refusal(Exception):
    """status, body of the answer"""


def refuse(status, message, key=None, **fields):
    body = {"messageKey": key, "message": message, "additionalFields": fields}
    raise Refusal(status, {name: value for name, value in body.items() if value})


def page(name, items, query):
    limit, cursor = query.get("limit", "50"), query.get("cursor", "0")
    if not re.fullmatch("[1-9][0-9]{0,8}", limit) or not re.fullmatch("[0-9]{1,4}", cursor):
        refuse(400, "limit or cursor is not usable")
    end = int(cursor) + min(int(limit), 50)
    return {name: items[int(cursor):end], "next_cursor": str(end) if end < len(items) else None}


def priced(source, target, text):
    """What an amount inside the limits is worth now; fees are in the currency that is paid out."""
    if not any(pair["from"] == source and pair["to"] == target for pair in PAIRS):
        refuse(404, "no such pair", "SWAP_PAIR_NOT_FOUND_ERROR")
    _, decimals, dollars, _, low, high, _ = CURRENCIES[source]
    if not re.fullmatch(r"\d{1,20}(\.\d{1,%d})?" % decimals, text or "") or not Decimal(text):
        refuse(400, "amount is not an amount of that currency")
    limits = {"minRequiredAmount": low, "maxRequiredAmount": high}
    if Decimal(text) < Decimal(low):
        refuse(400, "too little", "FROM_CURRENCY_MINIMUM_AMOUNT_ERROR", **limits)
    if Decimal(text) > Decimal(high):
        refuse(400, "too much", "FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR", **limits)
    _, decimals, price, network, *_ = CURRENCIES[target]
    cut = lambda value: value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
    gross, network = cut(Decimal(text) * Decimal(dollars) / Decimal(price)), cut(Decimal(network))
    ours, theirs = cut(gross / 200), cut(gross / 400)
    values = {"amountTo": gross - ours - theirs - network,
              "providerFees": ours, "referralFees": theirs, "payoutNetworkFees": network}
    return {"amount": text, **{name: format(value, "f") for name, value in values.items()}}


def quote(_, body):
    price = priced(body.get("from"), body.get("to"), body.get("amount"))
    quote_id, until = str(uuid.uuid4()), time.time() + 300
    quotes[quote_id] = (body["from"], body["to"], until, price)
    return {"quoteId": quote_id, "tradeMethod": "fixed", "expiry": iso(until), **price}


def swap(body, is_fixed):
    source, target = body.get("currencyFrom"), body.get("currencyTo")
    if source not in CURRENCIES:
        refuse(404, "unknown currencyFrom", "CURRENCY_FROM_NOT_FOUND_ERROR")
    if target not in CURRENCIES:
        refuse(404, "unknown currencyTo", "CURRENCY_TO_NOT_FOUND_ERROR")
    for name, form in {"refundAddress": CURRENCIES[source][6], "payoutAddress": CURRENCIES[target][6],
                       "nonce": "[0-9a-fA-F]{64}",
                       "payloadCurrencyFrom": ".{1,9}", "payloadCurrencyTo": ".{1,9}",
                       "refundAddressExtraId": ".{0,19}", "payoutAddressExtraId": ".{0,19}"}.items():
        if not re.fullmatch(form, body.get(name, "")): refuse(400, name + " is not usable")
    if is_fixed:  # What was quoted is kept, and one quote may be tried several times.
        *pair, until, price = quotes.get(body.get("quoteId"), ("", "", 0, {}))
        if until < time.time(): refuse(404, "no such quote", "SWAP_QUOTE_NOT_FOUND_ERROR")
        if pair != [source, target]: refuse(400, "the quote is of another pair")
    else: price = priced(source, target, body.get("amount"))
    # Each order is paid to an address of its own, or with a memo of its own.
    has_memo = source == "xrp"
    payin = "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe" if has_memo else "0x" + secrets.token_hex(20)
    payload = base64url(message({  # NewTransactionResponse
        1: payin, 2: str(secrets.randbelow(2**32)) if has_memo else "",
        3: body["refundAddress"], 4: body.get("refundAddressExtraId", ""),
        5: body["payoutAddress"], 6: body.get("payoutAddressExtraId", ""),
        7: body["payloadCurrencyFrom"], 8: body["payloadCurrencyTo"],
        9: base_units(price["amount"], source), 10: base_units(price["amountTo"], target),
        12: bytes.fromhex(body["nonce"]),  # The device's 32 bytes, not their text.
    }))
    swap_id = str(uuid.uuid4())
    fees = {name: price[name] for name in price if name.endswith("Fees")}
    swaps[swap_id] = (time.time() + 1800, fees)
    return {"swapId": swap_id, "payinAddress": payin, "createdAt": iso(time.time()), **fees,
            "providerSig": {"payload": payload, "signature": base64url(sign(b"." + payload.encode()))}}


def status(query, _):
    if "swapId" not in query: refuse(400, "swapId is missing")
    until, fees = swaps.get(query["swapId"]) or refuse(404, "no such swap", "TRANSACTION_NOT_FOUND")
    state = "PENDING" if time.time() < until else "EXPIRED"
    return {"status": state, "amount": "", "payinTransactionId": "", "payoutTransactionId": "", **fees}


def base_units(amount, currency):
    return int(Decimal(amount).scaleb(CURRENCIES[currency][1])).to_bytes(16, "big")


def message(fields):
    """Protobuf of texts and bytes, each below 128 bytes; what is empty is left out."""
    data = b""
    for number, value in fields.items():
        value = value.encode() if isinstance(value, str) else value
        if value: data += bytes([number << 3 | 2, len(value)]) + value
    return data


def sign(data):
    """ECDSA over SHA-256: r and s, 32 bytes each, not the DER that openssl gives."""
    try:
        from ecdsa import SigningKey
        with open(KEY) as file: key = SigningKey.from_pem(file.read())
        return key.sign_deterministic(data, hashfunc=hashlib.sha256)
    except ImportError:
        command = ["openssl", "dgst", "-sha256", "-sign", KEY]
        der = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout
        end = 4 + der[3]  # 30, length, 02, length of r, r, 02, length of s, s
        r, s = int.from_bytes(der[4:end], "big"), int.from_bytes(der[end + 2:], "big")
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


base64url = lambda data: urlsafe_b64encode(data).decode().rstrip("=")
iso = lambda seconds: datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")
LISTED = [{"id": id, **row[0]} for id, row in CURRENCIES.items()]
ROUTES = {
    "GET /currencies": lambda query, _: page("currencies", LISTED, query),
    "GET /pairs": lambda query, _: page("pairs", PAIRS, query),
    "POST /quote": quote,
    "POST /swap/fixed": lambda _, body: swap(body, True),
    "POST /swap/float": lambda _, body: swap(body, False),
    "GET /status": status,
}


class Handler(BaseHTTPRequestHandler):
    protocol_version, wbufsize = "HTTP/1.1", -1  # Head and body leave together.

    def answer(self):
        url, code = urlsplit(self.path), 200
        try:
            text = self.rfile.read(min(int(self.headers.get("content-length") or 0), 65536))
            body = json.loads(text or "{}")
            if not isinstance(body, dict): refuse(400, "a JSON object is wanted")
            texts = {name: value for name, value in body.items() if isinstance(value, str)}
            route = ROUTES.get(f"{self.command} {url.path}") or refuse(404, "nothing here")
            result = route(dict(parse_qsl(url.query)), texts)
        except Refusal as refusal:
            code, result = refusal.args
        except ValueError:
            code, result = 400, {"message": "the request cannot be read"}
        data = json.dumps(result).encode()
        self.send_response(code)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD": self.wfile.write(data)

    do_GET = do_POST = do_HEAD = do_OPTIONS = answer
    log_message = lambda *_: None


if __name__ == "__main__":
    KEY, PORT = [*sys.argv[1:], "provider-key.pem", "8080"][0], int([*sys.argv[2:], "8080"][0])
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
    print(f"listening on http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
