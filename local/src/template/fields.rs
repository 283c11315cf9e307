//! Reads a map so that nothing in it goes unnoticed.

use super::{
    TemplateError,
    eval::Eval,
    ignored,
    names::Resolve,
    node::{Entry, Node},
};

/// The properties of one place. Each is taken once; [`Fields::finish`] refuses what is left and
/// not in [`ignored`].
pub(super) struct Fields<'e, 't> {
    eval: &'e Eval<'t>,
    place: &'static str,
    line: usize,
    left: Vec<Entry>,
}

impl<'e, 't> Fields<'e, 't> {
    /// `place` names the kind of map, for messages and for the list of ignored properties.
    /// Values are resolved one by one when they are taken.
    pub(super) fn new(
        eval: &'e Eval<'t>,
        place: &'static str,
        node: &Node,
    ) -> Result<Self, TemplateError> {
        Ok(Self {
            eval,
            place,
            line: node.line,
            left: node.map(place)?.to_vec(),
        })
    }

    /// A place that is missing altogether.
    pub(super) fn none(eval: &'e Eval<'t>, place: &'static str, line: usize) -> Self {
        Self {
            eval,
            place,
            line,
            left: Vec::new(),
        }
    }

    pub(super) fn eval(&self) -> &'e Eval<'t> {
        self.eval
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Takes a property, resolved.
    pub(super) fn take(&mut self, key: &str) -> Result<Option<Node>, TemplateError> {
        match self.take_raw(key) {
            Some(node) => self.eval.resolve(&node),
            None => Ok(None),
        }
    }

    /// Takes a property as written.
    pub(super) fn take_raw(&mut self, key: &str) -> Option<Node> {
        let index = self.left.iter().position(|entry| entry.key == key)?;
        Some(self.left.remove(index).node)
    }

    pub(super) fn require(&mut self, key: &str) -> Result<Node, TemplateError> {
        let missing = format!("{}: {key} is missing", self.place);
        self.take(key)?
            .ok_or_else(|| TemplateError::at(self.line, missing))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, TemplateError> {
        self.take(key)?.map(|node| node.text(key)).transpose()
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<bool, TemplateError> {
        Ok(self
            .take(key)?
            .map(|node| node.flag(key))
            .transpose()?
            .unwrap_or(false))
    }

    pub(super) fn number<T: std::str::FromStr>(
        &mut self,
        key: &str,
    ) -> Result<Option<T>, TemplateError> {
        self.take(key)?.map(|node| node.number(key)).transpose()
    }

    /// Takes a property that may have only these values here.
    pub(super) fn only(&mut self, key: &str, allowed: &[&str]) -> Result<(), TemplateError> {
        let Some(node) = self.take(key)? else {
            return Ok(());
        };
        let value = node.text(key)?;
        if allowed.contains(&value.as_str()) {
            return Ok(());
        }
        let message = format!(
            "{}: {key} is {value:?}; understood is {}",
            self.place,
            allowed.join(", ")
        );
        Err(TemplateError::at(node.line, message))
    }

    /// Refuses what nobody took.
    pub(super) fn finish(self) -> Result<(), TemplateError> {
        for Entry { key, line, .. } in &self.left {
            if ignored::reason(self.place, key).is_none() {
                let message = format!("{}: the property {key} is not understood", self.place);
                return Err(TemplateError::at(*line, message));
            }
        }
        Ok(())
    }
}
