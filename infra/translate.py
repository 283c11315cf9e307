"""Writes a SAM template as the CloudFormation template that SAM makes of it.

    translate.py TEMPLATE OUTPUT

cfn-lint checks the names of IAM actions only in a template without the SAM transform. No AWS account is asked.
"""

import json
import logging
import pathlib
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The translator asks AWS for the names of managed policies; the template refers to none by name."""

    def load(self):
        return {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}


def transformed(template):
    """The CloudFormation template of a parsed SAM template, with every parameter at its default."""
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    parameters = {name: spec.get("Default", "") for name, spec in template["Parameters"].items()}
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # `sam package` uploads the code and puts its address here.
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    return transform(template, parameters, NoManagedPolicies())


def translate(path):
    """The CloudFormation template of the SAM template at `path`, with every parameter at its default."""
    return transformed(yaml_parse(pathlib.Path(path).read_text(encoding="utf-8")))


if __name__ == "__main__":
    output = pathlib.Path(sys.argv[2])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(translate(sys.argv[1]), indent=1, default=str), encoding="utf-8")
