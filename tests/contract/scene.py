"""A party in the running demo restaurant: who may call, and the IDs of what is really there."""

import dataclasses
import uuid

import requests


@dataclasses.dataclass
class Scene:
    """What the calls need to reach something."""

    guest: str  # a guest's token
    staff: str  # an owner's access token
    screen: str  # the token of a status screen
    receipt: str  # the token of a link to a receipt
    refresh: str  # the refresh cookie of another sign-in
    ids: dict  # of each kind, what is there


class House:
    """The API, as the people of one restaurant call it."""

    def __init__(self, url, facts):
        self.api = f"{url}/api/v1"
        self.branch = facts["branch"]
        self.staff = facts["staff"]

    def call(self, method, path, token=None, body=None):
        headers = {"idempotency-key": uuid.uuid4().hex}
        if token:
            headers["authorization"] = f"Bearer {token}"
        answer = requests.request(method, self.api + path, json=body, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer

    def sign_in(self, role):
        person = next(person for person in self.staff if person["role"] == role)
        sign_in = {name: person[name] for name in ("login", "password")}
        answer = self.call("POST", "/auth/sign-in", body=sign_in)
        return answer.json(), answer.cookies["salver_refresh"]


def prepare(url, facts):
    """Opens a table, joins it, orders and calls, so that every kind of thing is there."""
    house = House(url, facts)
    owner, _ = house.sign_in("owner")
    _, refresh = house.sign_in("waiter")
    staff = owner["access_token"]
    at = f"/branches/{house.branch}"
    table, free = facts["tables"][0], facts["tables"][1]
    opened = house.call("POST", f"{at}/tables/{table['id']}/open", staff, {"mode": "family"}).json()
    pin = opened["pin"]
    joining = {"table_code": table["code"], "pin": pin, "device_id": "contract-phone"}
    guest = house.call("POST", "/sessions/join", body=joining).json()["token"]
    menu = house.call("GET", f"{at}/menu").json()
    items = [item for category in menu["categories"] for item in category["items"]]
    plain = next(i["id"] for i in items if i.get("station") and not i["option_groups"] and i["available"])
    line = "contract-line"
    cart = house.call("PUT", f"/cart/lines/{line}", guest, {"item_id": plain, "quantity": 2}).json()
    order = house.call("POST", "/orders", guest, {"cart_version": cart["version"]}).json()
    call = house.call("POST", "/calls", guest, {"reason": "other", "note": "please"}).json()
    customer = {"name": "Meera", "phone": "+91 98450 12345", "address": "12 Lake Road"}
    wish = {"kind": "delivery", "customer": customer}
    delivery = house.call("POST", f"{at}/checks", staff, wish).json()
    billed = house.call("POST", f"{at}/checks/{opened['session']['id']}/bills", staff, {}).json()
    bill = billed["bills"][0]["id"]
    of_bill = f"{at}/bills/{bill}"
    receipt = house.call("POST", f"{of_bill}/link", staff, {}).json()["url"]
    owing = {"method": "due", "amount": {"minor": 1000, "currency": "INR"},
             "customer": {"name": "Meera", "phone": "+91 98450 12345"}}
    owed = house.call("POST", f"{of_bill}/payments", staff, owing).json()
    floor = house.call("GET", f"{at}/floor", staff).json()
    rider, _ = house.sign_in("rider")
    invitation = {"name": "Omar", "role": "cook", "branches": [house.branch]}
    invited = house.call("POST", f"{at}/team/invitations", staff, invitation).json()
    link = house.call("PUT", f"{at}/status-screen/link", staff).json()["link"]
    groups = [group for item in items for group in item["option_groups"]]
    return Scene(
        guest=guest,
        staff=staff,
        screen=link.split("#")[1],
        receipt=receipt.split("#")[1],
        refresh=refresh,
        ids={
            "branch": [house.branch],
            "table": [table["id"], free["id"]],
            "section": [section["id"] for section in floor["sections"]],
            "code": [table["code"], free["code"]],
            "session": [opened["session"]["id"]],
            "check": [opened["session"]["id"], delivery["id"]],
            "bill": [bill],
            "account": [owed["payment"]["account_id"]],
            "order": [order["id"]],
            "line": [line],
            "call": [call["id"]],
            "station": [station["id"] for station in menu["stations"]],
            "item": [item["id"] for item in items][:12],
            "variant": [variant["id"] for item in items for variant in item.get("variants", [])][:12] or ["half"],
            "option": [option["id"] for group in groups for option in group["options"]][:12],
            "waiter": [person["id"] for person in floor["waiters"]],
            "pin": [pin],
            "person": [rider["staff"]["id"]],
            "invitation": [invited["id"]],
        },
    )
