//! What a template says, reduced to what this machine runs.
//!
//! Every intrinsic is resolved. Resources refer to each other by logical ID.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

/// The name of a resource inside the template.
pub type LogicalId = String;

/// A template with everything that has a local effect.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// The Lambda functions.
    pub functions: BTreeMap<LogicalId, Function>,
    /// The HTTP API's routes.
    pub http_routes: Vec<HttpRoute>,
    /// The WebSocket API, when there is one.
    pub websocket: Option<WebSocketApi>,
    /// The DynamoDB tables.
    pub tables: Vec<Table>,
    /// Event source mappings from a table's stream to a function.
    pub streams: Vec<StreamMapping>,
    /// Functions that run on a timer.
    pub schedules: Vec<Schedule>,
    /// SQS queues (failure destinations).
    pub queues: Vec<Queue>,
    /// Secrets, made once and kept in the data directory.
    pub secrets: Vec<Secret>,
    /// The static site and the paths in front of it.
    pub site: Site,
    /// Host names of the cloud that this machine takes the place of.
    pub hosts: Hosts,
}

/// Host names that the template's values are built with. The stack puts its own addresses in
/// their place when it sets a function's environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    /// The distribution's name.
    pub distribution: Option<String>,
    /// The HTTP API's.
    pub http: Option<String>,
    /// The WebSocket API's.
    pub websocket: Option<String>,
}

/// One Lambda function.
#[derive(Clone, Debug)]
pub struct Function {
    /// The function's name (`FunctionName`, else the logical ID).
    pub name: String,
    /// The binary's file name inside `--bin-dir`.
    pub binary: String,
    /// `Handler`, given to the process as `_HANDLER`.
    pub handler: String,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// Memory in MB (told to the function, not enforced here).
    pub memory: u32,
    /// Environment variables; `{{resolve:secretsmanager:..}}` is still unresolved here.
    pub environment: BTreeMap<String, String>,
    /// What triggers it.
    pub events: Vec<EventKind>,
    /// Line of the resource in the template.
    pub line: usize,
}

/// What triggers a function, for people; the details are in the template's own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An HTTP API route.
    Http,
    /// A WebSocket route.
    WebSocket,
    /// A table's stream.
    Stream,
    Schedule,
}

/// One route of the HTTP API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRoute {
    /// Upper-case method, or `ANY`.
    pub method: String,
    /// `/a/{b}`, `/a/{rest+}` or `$default`.
    pub path: String,
    /// The function that answers.
    pub function: LogicalId,
    /// How long the gateway waits for it (at most 30 s).
    pub timeout: Duration,
    /// Line in the template.
    pub line: usize,
}

impl HttpRoute {
    /// The route key as API Gateway writes it: `GET /a/{b}` or `$default`.
    #[must_use]
    pub fn key(&self) -> String {
        if self.path == "$default" {
            self.path.clone()
        } else {
            format!("{} {}", self.method, self.path)
        }
    }
}

/// An `AWS::ApiGatewayV2::Api` of the WebSocket protocol.
#[derive(Clone, Debug)]
pub struct WebSocketApi {
    /// Logical ID; also the local API ID.
    pub id: LogicalId,
    /// The stage's name.
    pub stage: String,
    /// `$request.body.action` and the like.
    pub route_selection: String,
    /// Route key (`$connect`, `$disconnect`, `$default`, or an own one) to function.
    pub routes: BTreeMap<String, LogicalId>,
}

/// One DynamoDB table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Logical ID.
    pub id: LogicalId,
    /// The table's name (`TableName`, else the logical ID).
    pub name: String,
    /// Attribute name to type (`S`, `N`, `B`).
    pub attributes: BTreeMap<String, String>,
    /// The table's key.
    pub key: Key,
    /// Global secondary indexes.
    pub indexes: Vec<Index>,
    /// The attribute that holds the expiry in epoch seconds.
    pub ttl_attribute: Option<String>,
    /// `NEW_AND_OLD_IMAGES` and so on, when the table has a stream.
    pub stream_view: Option<String>,
}

/// A partition key and, perhaps, a sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Attribute of the partition key.
    pub partition: String,
    /// Attribute of the sort key.
    pub sort: Option<String>,
}

/// A global secondary index.
#[derive(Clone, Debug)]
pub struct Index {
    pub name: String,
    pub key: Key,
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    pub projection: String,
    /// Attributes of an `INCLUDE` projection.
    pub include: Vec<String>,
}

/// A table's stream that feeds a function.
#[derive(Clone, Debug)]
pub struct StreamMapping {
    /// `<function>/<event>`: stable over restarts, the position in the stream is kept under it.
    pub id: String,
    pub function: LogicalId,
    pub table: LogicalId,
    /// Most records in one invocation (1 to 10,000; 100 when the template is silent).
    pub batch_size: usize,
    /// How long to gather a batch.
    pub window: Duration,
    /// `true` for `TRIM_HORIZON`, `false` for `LATEST`.
    pub from_start: bool,
    /// Filter patterns; a record passes when one of them matches. Empty lets everything pass.
    pub filters: Vec<Value>,
    /// Most retries after a failure; `None` retries until the record is too old.
    pub max_retries: Option<u32>,
    /// Oldest record that is still tried.
    pub max_age: Option<Duration>,
    /// `BisectBatchOnFunctionError`.
    pub bisect: bool,
    /// `FunctionResponseTypes: [ReportBatchItemFailures]`.
    pub report_failures: bool,
    /// What is told of records that were given up.
    pub on_failure: Option<Destination>,
    /// `ParallelizationFactor`.
    pub parallelization: usize,
}

/// Where a mapping leaves what it gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A queue of the template: a message that says which records they were.
    Queue(LogicalId),
    /// A bucket of the template, by its own name: an object with the records themselves.
    Bucket {
        /// The bucket's name.
        name: String,
    },
}

/// A function that runs on a timer.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// `<function>/<event>`.
    pub id: String,
    pub function: LogicalId,
    /// `rate(5 minutes)` or `cron(..)`.
    pub expression: String,
    /// The event document, when the template gives one.
    pub input: Option<Value>,
    /// `false` when the template disables it.
    pub enabled: bool,
    /// Line in the template.
    pub line: usize,
}

/// An SQS queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Logical ID.
    pub id: LogicalId,
    /// `QueueName`, else the logical ID.
    pub name: String,
    /// How long a message is kept.
    pub retention: Duration,
}

/// A secret that is generated.
#[derive(Clone, Debug)]
pub struct Secret {
    /// Logical ID.
    pub id: LogicalId,
    /// `Name`, else the logical ID.
    pub name: String,
    /// Number of characters.
    pub length: usize,
    /// Characters that must not occur.
    pub exclude: String,
    pub exclude_punctuation: bool,
    /// With these the secret is JSON: the template string and the key that takes the value.
    pub json: Option<(String, String)>,
}

/// What answers a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The static site.
    Site,
    /// The HTTP API.
    Http,
    /// The WebSocket API.
    WebSocket,
}

/// The CDN in front of everything.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Paths and what answers them, in order of precedence; the last one matches everything.
    pub behaviors: Vec<Behavior>,
    /// The document at `/`.
    pub root_document: Option<String>,
}

/// What happens to the requests of one path pattern.
#[derive(Clone, Debug)]
pub struct Behavior {
    /// `/api/*`: `*` stands for any text, `?` for one character.
    pub pattern: String,
    /// What answers.
    pub origin: Origin,
    /// Compress text for clients that take it.
    pub compress: bool,
    /// A path without extension maps to `<path>.html`.
    pub clean_urls: bool,
    /// The page in the place of a page that is not there.
    pub missing_page: Option<String>,
    /// Headers that every answer gets.
    pub headers: Vec<Header>,
    /// Headers that an answer gets beside them, unless it is an error.
    pub headers_of_success: Vec<Header>,
}

/// A header that the CDN sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Name in lower case.
    pub name: String,
    pub value: String,
    /// `true` replaces the origin's own header.
    pub overrides: bool,
}
