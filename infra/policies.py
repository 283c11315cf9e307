"""Compares what each function can call with what the template lets it do.

    policies.py TEMPLATE BIN_DIR

The linker keeps only what a program can reach, so the symbols of an unoptimised binary name every operation of the
AWS SDK that the function can ever call: no list to maintain, and nothing left out. An action that is allowed but not
linked in is a permission too many; one that is linked in but not allowed would fail in the cloud. The
environment variables are compared too, by the functions that read them.
"""

import pathlib
import re
import subprocess
import sys

from samcli.yamlhelper import yaml_parse

DYNAMODB = "aws_sdk_dynamodb"
OPERATION = re.compile(rf"\b{DYNAMODB}::operation::([a-z_]+)::")
# Requests to connections are made without the SDK's client: a function for each method.
TO_CONNECTIONS = re.compile(r"\brealtime::connections::Connections::(post|delete)\b")
# Transactions are authorised by their parts. `build` of a part is only there when the part is made.
PART = re.compile(rf"\b{DYNAMODB}::types::_(put|update|delete|condition_check)::\w+Builder::build\b")
ON_INDEX = re.compile(rf"\b{DYNAMODB}::operation::query::builders::QueryFluentBuilder::index_name\b")
ON_TABLE = re.compile(r"\bStore::query(?:_newest)?\b")
PARTS = {"put": "PutItem", "update": "UpdateItem", "delete": "DeleteItem", "condition_check": "ConditionCheckItem"}
# Requests to providers of messages are made without the SDK's clients too.
TO_PROVIDERS = {
    "sns:Publish": re.compile(r"\bmessaging::sns::Sns::publish\b"),
    "social-messaging:SendWhatsAppMessage": re.compile(r"\bmessaging::whatsapp::WhatsApp::send_template\b"),
}
# What the template sets, and the function by which a program reads it. Every program knows all the names, so the
# names tell nothing; renaming one of these functions makes this check fail, never pass.
VARIABLES = {
    "PIN_KEY": "Start::pin_key",
    "RECEIPT_KEY": "Start::receipt_key",
    "SITE_ORIGINS": "Start::site",
    "SMS_PROVIDER": "Start::providers",
    "SMS_SENDER": "Start::providers",
    "STAFF_JWT_KEY": "Start::staff_key",
    "TABLE_NAME": "Start::store",
    "WEBSOCKET_ENDPOINT": "Start::push",
    "WHATSAPP_API_VERSION": "Start::providers",
    "WHATSAPP_LANGUAGE": "Start::providers",
    "WHATSAPP_NUMBER": "Start::providers",
    "WHATSAPP_PROVIDER": "Start::providers",
}


def as_list(value):
    return value if isinstance(value, list) else [value]


def used(binary):
    """What a binary can do, as a set of words like `table PutItem`, `index Query`, `connection POST`."""
    symbols = subprocess.run(["nm", "--demangle", binary], check=True, capture_output=True, text=True).stdout
    if "::main" not in symbols:
        raise SystemExit(f"{binary} has no symbols; build it without `strip`")
    words = set()
    words |= {f"connection {method.upper()}" for method in TO_CONNECTIONS.findall(symbols)}
    words |= {f"provider {action}" for action, symbol in TO_PROVIDERS.items() if symbol.search(symbols)}
    for operation in set(OPERATION.findall(symbols)):
        if operation == "transact_write_items":
            words |= {f"table {PARTS[part]}" for part in PART.findall(symbols)}
        elif operation == "transact_get_items":
            words.add("table GetItem")
        else:
            words.add("table " + "".join(word.capitalize() for word in operation.split("_")))
    if "table Query" in words and ON_INDEX.search(symbols):
        words.add("index Query")
        if not ON_TABLE.search(symbols):
            words.remove("table Query")
    return words | {f"variable {name}" for name, reader in VARIABLES.items() if re.search(rf"\b{reader}\b", symbols)}


def resource_word(resource):
    """Which of the three resources a statement is about, by its text."""
    text = str(resource)
    if "@connections" in text:
        return "connection"
    return "index" if "/index/" in text else "table"


def allowed(function, variables):
    """What the template lets a function do, in the same words."""
    properties = function["Properties"]
    own = properties.get("Environment", {}).get("Variables", {})
    words = {f"variable {name}" for name in {**variables, **own} if name in VARIABLES}
    for policy in properties.get("Policies", []):
        for statement in policy["Statement"]:
            # One that hangs on a condition counts as if it stood.
            statement = statement["Fn::If"][1] if "Fn::If" in statement else statement
            if statement["Effect"] == "Deny":
                continue
            for resource in as_list(statement["Resource"]):
                word = resource_word(resource)
                to_providers = {action for action in as_list(statement["Action"]) if action in TO_PROVIDERS}
                if to_providers:
                    words |= {f"provider {action}" for action in to_providers}
                elif word == "connection":
                    words.add("connection " + re.search(r"/(\w+)/@connections", str(resource)).group(1))
                else:
                    words |= {f"{word} {action.partition(':')[2]}" for action in as_list(statement["Action"])}
    return words


def differences(can, may):
    """What is missing and what is too much."""
    missing = [f"uses {word}, which the template does not give it" for word in sorted(can - may)]
    return missing + [f"has {word}, which it cannot use" for word in sorted(may - can)]


def main(template, folder):
    template = yaml_parse(pathlib.Path(template).read_text(encoding="utf-8"))
    variables = template["Globals"]["Function"]["Environment"]["Variables"]
    functions = [each for each in template["Resources"].values() if each["Type"] == "AWS::Serverless::Function"]
    wrong = 0
    for function in functions:
        name = function["Metadata"]["BuildProperties"]["Binary"]
        can = used(pathlib.Path(folder) / name)
        print(f"{name}: {', '.join(sorted(can)) or 'nothing'}")
        for difference in differences(can, allowed(function, variables)):
            wrong += 1
            print(f"  WRONG: {difference}")
    print(f"{len(functions)} functions, {wrong} differences")
    return 1 if wrong or not functions else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
