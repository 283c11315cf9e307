//! Whose functions they are, in the manner of the cloud.

/// Region and account that the functions see.
#[derive(Clone, Debug)]
pub struct Account {
    /// `AWS_REGION`.
    pub region: String,
    /// Twelve digits, part of every ARN.
    pub id: String,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            region: "us-east-1".to_owned(),
            id: "000000000000".to_owned(),
        }
    }
}

impl Account {
    /// The ARN of a function.
    #[must_use]
    pub fn function_arn(&self, name: &str) -> String {
        format!("arn:aws:lambda:{}:{}:function:{name}", self.region, self.id)
    }
}
