"""The document with the IDs of what is really there.

A generator that may choose any ID chooses one that nobody has, and sees nothing but 404. So each
ID of a request is one of those in the scene, and what is wrong is any other.
"""

import copy

# The requests' schemas that name something which must be there.
NAMED = {"ItemId": "item", "OptionId": "option", "VariantId": "variant", "TableCode": "code", "StaffId": "waiter", "BranchId": "branch"}


def narrow(document, operations, ids):
    """The document with these operations only."""
    document = copy.deepcopy(document)
    schemas = document["components"]["schemas"]
    for name, kind in NAMED.items():
        schemas[f"Real{name}"] = {"type": "string", "enum": ids[kind]}
    put = schemas["PutLineRequest"]
    for name, schema in list(schemas.items()):
        if name.endswith("Request"):
            schemas[name] = named(schema, ids)
    # A line that is to go may name what is on no menu any more.
    gone, real = put, schemas["PutLineRequest"]
    gone["properties"]["quantity"] = {"type": "integer", "enum": [0]}
    real["properties"]["quantity"]["minimum"] = 1
    schemas["PutLineRequest"] = {"oneOf": [gone, real]}
    for path, methods in list(document["paths"].items()):
        for method, operation in list(methods.items()):
            if operation["operationId"] not in operations:
                del methods[method]
                continue
            for parameter in operation["parameters"]:
                name = parameter["name"]
                # A client makes the IDs of its lines; those of an order are there.
                if name in ids and not (name == "line" and "/cart/" in path):
                    parameter["schema"] = {"type": "string", "enum": ids[name]}
        if not methods:
            del document["paths"][path]
    return document


def named(schema, ids):
    """A request's schema with real IDs."""
    if isinstance(schema, list):
        return [named(part, ids) for part in schema]
    if not isinstance(schema, dict):
        return schema
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    if name in NAMED:
        return {"$ref": f"#/components/schemas/Real{name}"}
    return {key: named(part, ids) for key, part in schema.items()}
