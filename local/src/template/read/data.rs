//! Tables, secrets, queues.

use std::{collections::BTreeMap, time::Duration};

use crate::template::{
    Index, Key, Queue, Secret, Table, TemplateError, eval::Eval, fields::Fields, names::Resource,
    node::Node,
};

/// The properties of a resource.
pub(super) fn properties<'e, 't>(
    eval: &'e Eval<'t>,
    place: &'static str,
    resource: &Resource<'_>,
) -> Result<Fields<'e, 't>, TemplateError> {
    match resource.properties {
        Some(node) => Fields::new(eval, place, node),
        None => Ok(Fields::none(eval, place, resource.line)),
    }
}

pub(super) fn table(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
) -> Result<Table, TemplateError> {
    let mut fields = properties(eval, "AWS::DynamoDB::Table", resource)?;
    fields.take_raw("TableName");
    let mut attributes = BTreeMap::new();
    for node in fields
        .require("AttributeDefinitions")?
        .list("AttributeDefinitions")?
    {
        let mut definition = Fields::new(eval, "AttributeDefinition", node)?;
        let name = definition.require("AttributeName")?.text("AttributeName")?;
        attributes.insert(
            name,
            definition.require("AttributeType")?.text("AttributeType")?,
        );
        definition.finish()?;
    }
    let key = key(eval, &fields.require("KeySchema")?)?;
    let mut indexes = Vec::new();
    if let Some(list) = fields.take("GlobalSecondaryIndexes")? {
        for node in list.list("GlobalSecondaryIndexes")? {
            indexes.push(index(eval, node)?);
        }
    }
    let mut ttl_attribute = None;
    if let Some(node) = fields.take("TimeToLiveSpecification")? {
        let mut ttl = Fields::new(eval, "TimeToLiveSpecification", &node)?;
        let name = ttl.require("AttributeName")?.text("AttributeName")?;
        if ttl.flag("Enabled")? {
            ttl_attribute = Some(name);
        }
        ttl.finish()?;
    }
    let mut stream_view = None;
    if let Some(node) = fields.take("StreamSpecification")? {
        let mut stream = Fields::new(eval, "StreamSpecification", &node)?;
        stream_view = Some(stream.require("StreamViewType")?.text("StreamViewType")?);
        stream.finish()?;
    }
    fields.finish()?;
    let name = eval.names().physical(eval, id)?;
    Ok(Table {
        id: id.to_owned(),
        name,
        attributes,
        key,
        indexes,
        ttl_attribute,
        stream_view,
    })
}

fn key(eval: &Eval<'_>, node: &Node) -> Result<Key, TemplateError> {
    let mut partition = None;
    let mut sort = None;
    for part in node.list("KeySchema")? {
        let mut fields = Fields::new(eval, "KeySchema", part)?;
        let name = fields.require("AttributeName")?.text("AttributeName")?;
        match fields.require("KeyType")?.text("KeyType")?.as_str() {
            "HASH" => partition = Some(name),
            "RANGE" => sort = Some(name),
            other => {
                return Err(TemplateError::at(
                    part.line,
                    format!("KeyType {other:?} is unknown"),
                ));
            }
        }
        fields.finish()?;
    }
    let partition =
        partition.ok_or_else(|| TemplateError::at(node.line, "KeySchema has no HASH key"))?;
    Ok(Key { partition, sort })
}

fn index(eval: &Eval<'_>, node: &Node) -> Result<Index, TemplateError> {
    let mut fields = Fields::new(eval, "GlobalSecondaryIndex", node)?;
    let name = fields.require("IndexName")?.text("IndexName")?;
    let key = key(eval, &fields.require("KeySchema")?)?;
    let mut projection = Fields::new(eval, "Projection", &fields.require("Projection")?)?;
    let kind = projection
        .require("ProjectionType")?
        .text("ProjectionType")?;
    let mut include = Vec::new();
    if let Some(list) = projection.take("NonKeyAttributes")? {
        for node in list.list("NonKeyAttributes")? {
            include.push(node.text("NonKeyAttributes")?);
        }
    }
    projection.finish()?;
    fields.finish()?;
    Ok(Index {
        name,
        key,
        projection: kind,
        include,
    })
}

pub(super) fn secret(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
) -> Result<Secret, TemplateError> {
    let mut fields = properties(eval, "AWS::SecretsManager::Secret", resource)?;
    fields.take_raw("Name");
    let node = fields.require("GenerateSecretString")?;
    let mut generate = Fields::new(eval, "GenerateSecretString", &node)?;
    let length = generate.number("PasswordLength")?.unwrap_or(32);
    let exclude = generate.text("ExcludeCharacters")?.unwrap_or_default();
    let exclude_punctuation = generate.flag("ExcludePunctuation")?;
    let json = match (
        generate.text("SecretStringTemplate")?,
        generate.text("GenerateStringKey")?,
    ) {
        (Some(template), Some(key)) => Some((template, key)),
        (None, None) => None,
        _ => {
            let message = "SecretStringTemplate and GenerateStringKey come together";
            return Err(TemplateError::at(node.line, message));
        }
    };
    generate.finish()?;
    fields.finish()?;
    let name = eval.names().physical(eval, id)?;
    Ok(Secret {
        id: id.to_owned(),
        name,
        length,
        exclude,
        exclude_punctuation,
        json,
    })
}

pub(super) fn queue(
    eval: &Eval<'_>,
    id: &str,
    resource: &Resource<'_>,
) -> Result<Queue, TemplateError> {
    let mut fields = properties(eval, "AWS::SQS::Queue", resource)?;
    fields.take_raw("QueueName");
    let retention = fields.number("MessageRetentionPeriod")?.unwrap_or(345_600);
    fields.finish()?;
    let name = eval.names().physical(eval, id)?;
    Ok(Queue {
        id: id.to_owned(),
        name,
        retention: Duration::from_secs(retention),
    })
}
