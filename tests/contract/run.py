"""Calls a running stack by its own OpenAPI document, with right data and with wrong data, and
fails when an answer is not as the document says.

    run.py DOCUMENT READY_FILE FOLDER
"""

import json
import pathlib
import subprocess
import sys

from narrow import narrow
from scene import prepare

# The last of a caller: after these there is nobody left to call as, or nothing to call about.
ENDS = {"leaveSession", "closeSession", "removeTable", "signOut"}
EXAMPLES = 20
SEED = 20261128

HERE = pathlib.Path(__file__).parent


def by_caller(document):
    """The operations of screens, of who paid, of guests (and of anybody), of staff, and those that end a caller."""
    rounds = {"screen": set(), "receipt": set(), "guest": set(), "staff": set(), "ends": set()}
    for methods in document["paths"].values():
        for operation in methods.values():
            callers = {name for scheme in operation["security"] for name in scheme}
            name = operation["operationId"]
            if name in ENDS:
                rounds["ends"].add(name)
                continue
            if callers in ({"screen"}, {"receipt"}):
                rounds[callers.pop()].add(name)
                continue
            if callers & {"staff", "refresh"}:
                rounds["staff"].add(name)
            if not callers or "guest" in callers:
                rounds["guest"].add(name)
    return rounds


def config(scene, caller):
    """Schemathesis' configuration: ours, and who calls."""
    schemes = {"guest": f'bearer = "{scene.guest}"'}
    staff = {"staff": f'bearer = "{scene.staff}"', "refresh": f'api_key = "{scene.refresh}"'}
    if caller == "staff":
        schemes = staff
    elif caller == "screen":
        schemes = {"screen": f'bearer = "{scene.screen}"'}
    elif caller == "receipt":
        schemes = {"receipt": f'bearer = "{scene.receipt}"'}
    elif caller == "ends":
        schemes |= staff
    auth = "".join(f"\n[auth.openapi.{name}]\n{how}\n" for name, how in schemes.items())
    return (HERE / "schemathesis.toml").read_text() + auth


def main(document, ready, folder):
    facts = json.loads(pathlib.Path(ready).read_text())
    document = json.loads(pathlib.Path(document).read_text())
    folder = pathlib.Path(folder)
    scene = prepare(facts["url"], facts)
    failed = []
    for caller, operations in by_caller(document).items():
        described = folder / f"{caller}.json"
        described.write_text(json.dumps(narrow(document, operations, scene.ids)))
        settings = folder / f"{caller}.toml"
        settings.write_text(config(scene, caller))
        print(f"--- as {caller}: {len(operations)} operations", flush=True)
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", settings]
        command += ["run", described, "--url", facts["url"]]
        command += ["--max-examples", str(EXAMPLES), "--seed", str(SEED)]
        if subprocess.run([str(part) for part in command], cwd=folder, check=False).returncode:
            failed.append(caller)
    if failed:
        sys.exit(f"the service and its document differ, called as: {', '.join(failed)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
