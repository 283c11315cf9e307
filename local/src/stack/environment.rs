//! A function's environment on this machine: the template's values with the secrets in them and
//! with local addresses in the place of the cloud's.

use std::collections::BTreeMap;

use super::origins::loopback;
use crate::{
    secrets::Secrets,
    template::{Function, Hosts, TemplateError},
};

/// The variable with the site's origins. Where a template leaves it empty, the cloud cannot know
/// them before it is deployed; here they are known from the start.
const SITE: &str = "SITE_ORIGINS";

/// Where the cloud's addresses are here.
pub(super) struct Places<'a> {
    pub(super) hosts: &'a Hosts,
    pub(super) origins: &'a [String],
    pub(super) port: u16,
    /// Says where the function of a binary finds the store.
    pub(super) store: &'a dyn Fn(&str) -> String,
    /// What the store asks of its callers.
    pub(super) access_key: &'a str,
    pub(super) connections: Option<&'a str>,
    pub(super) stage: Option<&'a str>,
}

/// The variables of one function besides those that Lambda sets.
pub(super) fn of(
    id: &str,
    function: &Function,
    secrets: &Secrets,
    places: &Places<'_>,
) -> Result<BTreeMap<String, String>, TemplateError> {
    let wrong = |name: &str, why: String| {
        TemplateError::new(function.line, format!("{id}: the variable {name}: {why}"))
    };
    let endpoint = (places.store)(&function.binary);
    // The template's own value, if it ever has one, wins.
    let mut environment = BTreeMap::from(
        [
            ("AWS_ENDPOINT_URL_DYNAMODB", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", places.access_key),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    for (name, value) in &function.environment {
        if name == SITE && value.is_empty() {
            environment.insert(name.clone(), places.origins.join(","));
            continue;
        }
        let value = secrets
            .resolve(value)
            .map_err(|error| wrong(name, error.to_string()))?;
        let value = places.put(value).map_err(|host| {
            wrong(
                name,
                format!("{host} is used in a form that has no counterpart on this machine"),
            )
        })?;
        environment.insert(name.clone(), value);
    }
    Ok(environment)
}

impl Places<'_> {
    /// Puts local addresses in; the error is a host name of the cloud that is left.
    ///
    /// The site's address becomes the list of all local origins, because a variable that holds
    /// it is a list of allowed origins.
    fn put(&self, mut value: String) -> Result<String, String> {
        let Hosts {
            distribution,
            http,
            websocket,
        } = self.hosts;
        if let (Some(host), Some(endpoint), Some(stage)) = (websocket, self.connections, self.stage)
        {
            value = value.replace(&format!("https://{host}/{stage}"), endpoint);
        }
        if let Some(host) = http {
            let own = format!("http://{}", loopback(self.port));
            value = value.replace(&format!("https://{host}"), &own);
        }
        if let Some(host) = distribution {
            value = value.replace(&format!("https://{host}"), &self.origins.join(","));
        }
        let left = [distribution, http, websocket].into_iter().flatten();
        match left.into_iter().find(|host| value.contains(host.as_str())) {
            Some(host) => Err(host.clone()),
            None => Ok(value),
        }
    }
}
