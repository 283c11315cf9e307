//! What `Ref`, `GetAtt` and the pseudo parameters stand for on this machine.

use std::collections::BTreeMap;

use super::{TemplateError, node::Node};
use crate::runtime::Account;

/// A resource as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resource<'t> {
    pub(super) kind: &'t str,
    pub(super) line: usize,
    pub(super) properties: Option<&'t Node>,
    pub(super) metadata: Option<&'t Node>,
}

/// Who can say what a property that is given by an intrinsic function comes to. A resource's name may be such a property,
/// and what is asked may need a name in its turn.
pub(super) trait Resolve {
    /// The node with every intrinsic replaced by its value; `None` for `AWS::NoValue`.
    fn resolve(&self, node: &Node) -> Result<Option<Node>, TemplateError>;
}

/// All resources and where they live.
pub(super) struct Names<'t> {
    pub(super) resources: BTreeMap<&'t str, Resource<'t>>,
    pub(super) account: Account,
    pub(super) stack: String,
}

pub(super) const PSEUDO: &[&str] = &[
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

impl Names<'_> {
    /// The value of `Ref`.
    pub(super) fn reference(
        &self,
        values: &impl Resolve,
        line: usize,
        name: &str,
    ) -> Result<String, TemplateError> {
        let Account {
            region,
            id: account,
        } = &self.account;
        Ok(match name {
            "AWS::Region" => region.clone(),
            "AWS::AccountId" => account.clone(),
            "AWS::Partition" => "aws".to_owned(),
            "AWS::URLSuffix" => "amazonaws.com".to_owned(),
            "AWS::StackName" => self.stack.clone(),
            "AWS::StackId" => {
                format!(
                    "arn:aws:cloudformation:{region}:{account}:stack/{}/local",
                    self.stack
                )
            }
            _ => {
                let resource = self.find(line, name)?;
                match resource.kind {
                    "AWS::SecretsManager::Secret" => self.attribute(values, line, name, "Arn")?,
                    "AWS::SQS::Queue" => self.attribute(values, line, name, "QueueUrl")?,
                    "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi" => api_id(name),
                    _ => self.physical(values, name)?,
                }
            }
        })
    }

    /// The value of `GetAtt`.
    pub(super) fn attribute(
        &self,
        values: &impl Resolve,
        line: usize,
        id: &str,
        attribute: &str,
    ) -> Result<String, TemplateError> {
        let kind = self.find(line, id)?.kind;
        let name = self.physical(values, id)?;
        let Account {
            region,
            id: account,
        } = &self.account;
        Ok(match (kind, attribute) {
            ("AWS::Serverless::Function", "Arn") => self.account.function_arn(&name),
            ("AWS::DynamoDB::Table", "Arn") => {
                format!("arn:aws:dynamodb:{region}:{account}:table/{name}")
            }
            ("AWS::DynamoDB::Table", "StreamArn") => {
                format!("arn:aws:dynamodb:{region}:{account}:table/{name}/stream/local")
            }
            ("AWS::SecretsManager::Secret", "Arn" | "Id") => {
                format!("arn:aws:secretsmanager:{region}:{account}:secret:{name}")
            }
            ("AWS::SQS::Queue", "Arn") => format!("arn:aws:sqs:{region}:{account}:{name}"),
            ("AWS::SQS::Queue", "QueueName") => name,
            ("AWS::SQS::Queue", "QueueUrl") => {
                format!("https://sqs.{region}.amazonaws.com/{account}/{name}")
            }
            ("AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi", "ApiEndpoint") => {
                format!("https://{}", api_host(&self.account, id))
            }
            ("AWS::S3::Bucket", "Arn") => format!("arn:aws:s3:::{name}"),
            ("AWS::S3::Bucket", "DomainName") => format!("{name}.s3.amazonaws.com"),
            ("AWS::S3::Bucket", "RegionalDomainName") => {
                format!("{name}.s3.{region}.amazonaws.com")
            }
            ("AWS::CloudFront::Distribution", "DomainName") => distribution_host(id),
            ("AWS::CloudFront::Function", "FunctionARN" | "FunctionMetadata.FunctionARN") => {
                format!("arn:aws:cloudfront::{account}:function/{name}")
            }
            _ => {
                return Err(TemplateError::at(
                    line,
                    format!("the attribute {attribute} of {id} ({kind}) is not understood"),
                ));
            }
        })
    }

    /// The resource's own name, or one made of the stack's and its logical ID.
    pub(super) fn physical(
        &self,
        values: &impl Resolve,
        id: &str,
    ) -> Result<String, TemplateError> {
        let Some(resource) = self.resources.get(id) else {
            return Ok(id.to_owned());
        };
        let property = match resource.kind {
            "AWS::Serverless::Function" => "FunctionName",
            "AWS::DynamoDB::Table" => "TableName",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::S3::Bucket" => "BucketName",
            "AWS::SecretsManager::Secret" | "AWS::CloudFront::Function" => "Name",
            "AWS::CloudFront::ResponseHeadersPolicy" => return Ok(id.to_owned()),
            _ => return Ok(format!("{}-{id}", self.stack)),
        };
        let given = resource
            .properties
            .and_then(|properties| properties.get(property));
        match given
            .map(|node| values.resolve(node))
            .transpose()?
            .flatten()
        {
            Some(node) => node.text(property),
            None => Ok(format!("{}-{id}", self.stack)),
        }
    }

    /// The resource of this type whose `attribute` (or `Ref`, when that is empty) is `value`.
    pub(super) fn find_by(
        &self,
        values: &impl Resolve,
        kind: &str,
        attribute: &str,
        value: &Node,
        what: &str,
    ) -> Result<String, TemplateError> {
        let text = value.text(what)?;
        for (id, resource) in self
            .resources
            .iter()
            .filter(|(_, resource)| resource.kind == kind)
        {
            let found = if attribute.is_empty() {
                self.reference(values, resource.line, id)?
            } else {
                self.attribute(values, resource.line, id, attribute)?
            };
            if found == text {
                return Ok((*id).to_owned());
            }
        }
        Err(TemplateError::at(
            value.line,
            format!("{what}: {text:?} is no {kind} of this template"),
        ))
    }

    fn find(&self, line: usize, name: &str) -> Result<&Resource<'_>, TemplateError> {
        self.resources.get(name).ok_or_else(|| {
            TemplateError::at(line, format!("there is no resource or parameter {name:?}"))
        })
    }
}

/// API IDs are lower case, as host names are.
pub(super) fn api_id(logical: &str) -> String {
    logical.to_ascii_lowercase()
}

/// The host name of an API in the cloud; the stack puts its own address in its place.
pub(super) fn api_host(account: &Account, logical: &str) -> String {
    format!(
        "{}.execute-api.{}.amazonaws.com",
        api_id(logical),
        account.region
    )
}

/// The host name of the distribution; the stack puts its own address in its place.
pub(super) fn distribution_host(logical: &str) -> String {
    format!("{}.cloudfront.net", logical.to_ascii_lowercase())
}
