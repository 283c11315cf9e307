//! The OpenAPI document, the template's routes and the operations say the same.

use std::collections::BTreeSet;

use salver::api::{openapi, operations};
use salver_local::template::{Settings, Template};
use serde_json::Value;

fn template() -> Template {
    let path = salver_tests::root().join("infra/template.yaml");
    Template::load(&path, &Settings::default()).unwrap()
}

fn document() -> Value {
    let path = salver_tests::root().join("docs/openapi.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Method, path and function of each operation.
type Operations = BTreeSet<(String, String, String)>;

#[test]
fn openapi_template_and_routes_agree() {
    let routes: Operations = operations::ALL
        .iter()
        .map(|facts| {
            let (method, path) = (facts.method().to_owned(), facts.path().to_owned());
            (method, path, facts.function.to_owned())
        })
        .collect();
    assert_eq!(routes.len(), operations::ALL.len(), "no route stands twice");

    let template = template();
    let deployed = template.http_routes.iter().map(|route| {
        let function = template.functions[&route.function].binary.clone();
        (route.method.clone(), route.path.clone(), function)
    });
    assert_eq!(deployed.collect::<Operations>(), routes);

    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let described = paths.iter().flat_map(|(path, methods)| {
        methods
            .as_object()
            .unwrap()
            .iter()
            .map(|(method, operation)| {
                let function = operation["tags"][0].as_str().unwrap().to_owned();
                (method.to_uppercase(), path.clone(), function)
            })
    });
    assert_eq!(described.collect::<Operations>(), routes);
}

#[test]
fn the_committed_document_is_what_the_types_say() {
    assert_eq!(document(), openapi::document().unwrap());
}

#[test]
fn every_function_has_a_trigger_and_a_crate() {
    let template = template();
    let folders = std::fs::read_dir(salver_tests::root().join("functions")).unwrap();
    let crates: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let functions = template.functions.values();
    let deployed: BTreeSet<String> = functions.clone().map(|f| f.binary.clone()).collect();
    assert_eq!(deployed, crates);
    let sockets = template.websocket.unwrap().routes;
    let routes = sockets.iter().map(|(key, function)| {
        let function = template.functions[function].binary.as_str();
        (key.as_str(), function)
    });
    assert_eq!(
        routes.collect::<Vec<_>>(),
        [
            ("$connect", "ws-connect"),
            ("$default", "ws-message"),
            ("$disconnect", "ws-disconnect"),
        ]
    );
    let idle = functions.filter(|f| f.events.is_empty() && !f.binary.starts_with("ws-"));
    assert_eq!(idle.map(|f| &f.binary).collect::<Vec<_>>(), [""; 0]);
}
