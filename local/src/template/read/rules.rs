//! `Rules`: which parameters go together.

use crate::template::{TemplateError, eval::Eval, fields::Fields, node::Entry};

/// Refuses parameters that a rule does not allow, as CloudFormation does before it begins.
pub(super) fn hold(eval: &Eval<'_>, rules: &[Entry]) -> Result<(), TemplateError> {
    for rule in rules {
        let mut fields = Fields::new(eval, "Rule", &rule.node)?;
        let counts = match fields.take("RuleCondition")? {
            Some(condition) => condition.flag("RuleCondition")?,
            None => true,
        };
        let assertions = fields.require("Assertions")?;
        fields.finish()?;
        for node in assertions.list("Assertions")? {
            let mut assertion = Fields::new(eval, "Assertion", node)?;
            let holds = assertion.require("Assert")?.flag("Assert")?;
            let why = assertion.text("AssertDescription")?;
            assertion.finish()?;
            if counts && !holds {
                let message = why.unwrap_or_else(|| format!("the rule {} does not hold", rule.key));
                return Err(TemplateError::at(node.line, message));
            }
        }
    }
    Ok(())
}
