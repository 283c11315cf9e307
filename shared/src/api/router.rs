//! Which handler serves which operation. The gateway has matched the route already, so this
//! only looks its key up.

use std::pin::Pin;

use super::operation::{Facts, Operation};
#[cfg(debug_assertions)]
use super::operations;
use super::problem::{Code, Problem};
use super::reply::Reply;
use super::request::HttpRequest;
use super::start::StartError;

/// An answer in the making.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send + 'a>>;

/// What serves an operation.
pub type Handler<P> = for<'a> fn(&'a P, &'a HttpRequest) -> Answering<'a>;

/// The operations of one function, each with its handler.
#[derive(Debug)]
pub struct Router<P> {
    function: &'static str,
    routes: Vec<(&'static Facts, Handler<P>)>,
}

impl<P> Router<P> {
    /// The router of a function, `env!("CARGO_PKG_NAME")`.
    pub fn new(function: &'static str) -> Self {
        Self {
            function,
            routes: Vec::new(),
        }
    }

    /// Serves an operation.
    #[must_use]
    pub fn on<R, A>(mut self, operation: &'static Operation<R, A>, handler: Handler<P>) -> Self {
        self.routes.push((&operation.facts, handler));
        self
    }

    /// Passes when each operation is the function's own, and, in a build with assertions, when
    /// none of the function's has been left out. A release does not look: the list of all
    /// operations would be in every function.
    ///
    /// # Errors
    /// With the route of the first that is not so.
    pub fn check(&self) -> Result<(), StartError> {
        let own = |facts: &&Facts| facts.function == self.function;
        if let Some((foreign, _)) = self.routes.iter().find(|(facts, _)| !own(facts)) {
            return Err(StartError::Foreign(foreign.route));
        }
        #[cfg(debug_assertions)]
        for facts in operations::ALL.iter().copied().filter(own) {
            if self.find(facts.route).is_none() {
                return Err(StartError::Unserved(facts.route));
            }
        }
        Ok(())
    }

    fn find(&self, route: &str) -> Option<(&'static Facts, Handler<P>)> {
        let found = self.routes.iter().find(|(facts, _)| facts.route == route);
        found.copied()
    }

    /// Answers a call.
    ///
    /// # Errors
    /// What the handler refuses; 404 for a route that the template gave this function by
    /// mistake.
    pub(super) async fn answer(&self, parts: &P, http: &mut HttpRequest) -> Result<Reply, Problem> {
        let Some((facts, handler)) = self.find(http.route()) else {
            let detail = format!("{} is not served here.", http.route());
            return Err(Problem::new(Code::NotFound, detail));
        };
        http.is_of(facts);
        handler(parts, http).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operations::order::{LIST_ORDERS, PLACE_ORDER};

    fn router(function: &'static str) -> Router<()> {
        Router::new(function)
    }

    fn served(_: &(), _: &HttpRequest) -> Answering<'static> {
        Box::pin(async { Ok(Reply::no_content()) })
    }

    #[test]
    fn an_operation_without_a_handler_is_found_at_the_start() {
        let complete = router("place-order").on(&PLACE_ORDER, served);
        assert!(complete.check().is_ok());
        let missing = router("place-order").check();
        assert!(
            matches!(missing, Err(StartError::Unserved(route)) if route == PLACE_ORDER.facts.route)
        );
        let foreign = complete.on(&LIST_ORDERS, served).check();
        assert!(
            matches!(foreign, Err(StartError::Foreign(route)) if route == LIST_ORDERS.facts.route)
        );
    }
}
