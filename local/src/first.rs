//! A house that nobody has set up yet: the code for that, and where to use it.

use std::time::Duration;

use salver_local::stack::Stack;
use serde::Deserialize;

/// The function that sets the house up, and the variable with its code.
const CODE: (&str, &str) = ("set-up", "SET_UP_CODE");
/// How long the function may take to say whether that is done.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct State {
    done: bool,
}

/// The code with which the house is set up; `None` once that is done.
pub async fn set_up_code(stack: &Stack) -> Option<String> {
    let done = is_done(stack).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "whether the house is set up is not known");
        false
    });
    let (function, variable) = CODE;
    stack.variable(function, variable).filter(|_| !done)
}

async fn is_done(stack: &Stack) -> reqwest::Result<bool> {
    let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
    let asked = client.get(format!("{}/api/v1/set-up", stack.url()));
    let answer = asked.send().await?.error_for_status()?;
    Ok(answer.json::<State>().await?.done)
}

/// Prints where the house is set up, with the code in the fragment, which no log sees.
pub fn print(origins: &[String], code: &str) {
    println!("\n  Salver is open, and empty. Make it your restaurant, once, by this link:\n");
    for link in links(origins, code) {
        println!("  {link}");
    }
    println!("\n  Whoever has it owns the restaurant. Stop with Ctrl-C; everything is kept.\n");
}

fn links(origins: &[String], code: &str) -> Vec<String> {
    at_each_end(origins, &format!("/set-up#{code}"))
}

/// A page as it is opened on this machine, and from elsewhere if the stack listens there.
pub fn at_each_end(origins: &[String], page: &str) -> Vec<String> {
    let mut ends: Vec<_> = origins.first().into_iter().chain(origins.last()).collect();
    ends.dedup();
    let link = |origin| format!("{origin}{page}");
    ends.into_iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_holds_the_code_where_no_log_sees_it() {
        let origins = [
            "http://127.0.0.1:80",
            "http://localhost:80",
            "http://10.0.0.2:80",
        ];
        let origins = origins.map(str::to_owned);
        assert_eq!(
            links(&origins, "K7q4"),
            [
                "http://127.0.0.1:80/set-up#K7q4",
                "http://10.0.0.2:80/set-up#K7q4"
            ]
        );
        assert_eq!(
            links(&origins[..1], "K7q4"),
            ["http://127.0.0.1:80/set-up#K7q4"]
        );
    }
}
