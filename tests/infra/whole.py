"""The template of a stage, as it is packaged but without the zip, so that nothing is downloaded."""

import json
from functools import cache
from typing import Any

from chalice.cli.factory import CLIFactory
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.deployer import BaseDeployStep, BuildStage, InjectDefaults, PolicyGenerator, SwaggerBuilder
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.package import PackageOptions, SAMTemplateGenerator
from chalice.policy import AppPolicyGenerator
from chalice.utils import OSUtils, serialize_to_json

from infra.package import ROOT, join, kind_of

Resource = dict[str, Any]


class _NoZip(BaseDeployStep):
    def handle_deploymentpackage(self, config: Any, resource: Any) -> None:
        resource.filename = "./deployment.zip"


class _Principals(PackageOptions):
    def __init__(self) -> None:
        """Without the client that would ask AWS."""

    def service_principal(self, service: str) -> str:
        return f"{service}.amazonaws.com"


@cache
def template(stage: str = "prod", kind: str | None = None) -> dict[str, Any]:
    """The template; not to be changed."""
    config = CLIFactory(str(ROOT), environ={}).create_config_obj(kind or kind_of(stage))
    application = ApplicationGraphBuilder().build(config, stage)
    osutils = OSUtils()
    steps = [
        InjectDefaults(),
        _NoZip(),
        PolicyGenerator(AppPolicyGenerator(osutils), osutils),
        SwaggerBuilder(CFNSwaggerGenerator()),
    ]
    BuildStage(steps).execute(config, DependencyBuilder().build_dependencies(application))
    resources = DependencyBuilder().build_dependencies(application)
    made = SAMTemplateGenerator(config, _Principals()).generate(resources)
    return join(json.loads(serialize_to_json(made)), stage, kind)


def resources(type: str, stage: str = "prod", kind: str | None = None) -> dict[str, Resource]:
    """The resources of one type."""
    return {name: one for name, one in template(stage, kind)["Resources"].items() if one["Type"] == type}


def functions(stage: str = "prod", kind: str | None = None) -> dict[str, Resource]:
    """The functions, by logical id."""
    return resources("AWS::Serverless::Function", stage, kind)


def name_of(function: Resource) -> str:
    """The name of the function in `app.py`."""
    return str(function["Properties"]["Handler"]).removeprefix("app.").replace("app", "api_handler")
