//! Table streams that feed functions, as Lambda's event source mappings do.
//!
//! At least once, and in order for each partition key. A mapping is woken by every commit
//! instead of polling; its position is a small durable file, so a stack that was killed
//! goes on where it was, and does the last moment's records again.

mod backoff;
mod bucket;
mod destination;
pub(crate) mod durable;
mod event;
mod failure;
mod filter;
mod lane;
mod mapping;
mod progress;
mod queue;
mod reader;
mod report;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc, time::Duration};

use tokio::task::JoinSet;

pub use backoff::Backoff;
pub use filter::{FilterError, Pattern};
pub use queue::Queue;

use self::{
    bucket::Bucket,
    destination::Destination,
    mapping::Mapping,
    progress::{CheckpointFile, Progress},
};
use crate::{
    clock,
    runtime::Invoker,
    store::{Store, StoreError},
    template::{self, StreamMapping, Template},
};

/// How often records that nobody needs are deleted.
const TRIM_EVERY: Duration = Duration::from_secs(60);

/// How streams are run.
#[derive(Clone, Debug)]
pub struct StreamOptions {
    /// Folder for checkpoints, queues and buckets; made when missing.
    pub folder: PathBuf,
    /// Account number in ARNs.
    pub account: String,
    /// Times between retries of a failed batch.
    pub retry: Backoff,
    /// How long a commit may go unnoticed when its notification is missed.
    pub poll: Duration,
    /// How long records are kept that every mapping has passed.
    pub retention: Duration,
    /// Tell the functions once more what was given up and lies in a bucket.
    pub tell_again: bool,
}

impl StreamOptions {
    /// The usual options, with everything under `folder`.
    #[must_use]
    pub fn new(folder: PathBuf, account: String) -> Self {
        Self {
            folder,
            account,
            retry: Backoff {
                first: Duration::from_millis(100),
                longest: Duration::from_secs(30),
            },
            poll: Duration::from_secs(1),
            retention: Duration::from_secs(60 * 60),
            tell_again: false,
        }
    }
}

/// Why the streams did not start.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// A filter pattern is not understood.
    #[error("the event source mapping {mapping}: {source}")]
    Filter {
        /// The mapping's ID, `<function>/<event>`.
        mapping: String,
        /// What is wrong.
        source: FilterError,
    },
    /// A mapping names a table or a queue that the template does not have.
    #[error("the event source mapping {mapping} names {resource:?}, which is not in the template")]
    Unknown {
        mapping: String,
        /// The logical ID that was not found.
        resource: String,
    },
    /// The folder cannot be read or written.
    #[error("the folder of the streams {} cannot be used", folder.display())]
    Folder {
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The mappings at work. They end when it is dropped; [`Streams::stop`] ends them well.
pub struct Streams {
    mappings: Vec<Arc<Mapping>>,
    queues: BTreeMap<String, Queue>,
    tasks: JoinSet<()>,
}

impl Streams {
    /// Starts every mapping of the template where it had come to.
    ///
    /// # Errors
    /// A filter that is not understood, a folder that cannot be used, a table without a
    /// stream: see [`StreamError`].
    pub async fn start(
        store: &Store,
        invoker: &Invoker,
        template: &Template,
        options: &StreamOptions,
    ) -> Result<Self, StreamError> {
        let unusable = |source| StreamError::Folder {
            folder: options.folder.clone(),
            source,
        };
        let queue_folder = options.folder.join("queues");
        std::fs::create_dir_all(&queue_folder).map_err(unusable)?;
        let queues: BTreeMap<String, Queue> = template
            .queues
            .iter()
            .map(|queue| (queue.id.clone(), Queue::new(&queue_folder, &queue.name)))
            .collect();
        let mut mappings = Vec::new();
        for spec in &template.streams {
            let mapping = prepare(spec, store, invoker, template, &queues, options).await?;
            // A mapping that starts at the end must not start later after a kill.
            let position = mapping.progress.position();
            mapping.write_checkpoint(position).await.map_err(unusable)?;
            mappings.push(mapping);
        }
        let mut tasks = JoinSet::new();
        for mapping in &mappings {
            tasks.spawn(Arc::clone(mapping).read());
            tasks.spawn(Arc::clone(mapping).remember());
            if options.tell_again {
                tasks.spawn(Arc::clone(mapping).tell_again());
            }
        }
        tasks.spawn(trim(store.clone(), mappings.clone(), options.retention));
        Ok(Self {
            mappings,
            queues,
            tasks,
        })
    }

    /// The queue with this logical ID.
    #[must_use]
    pub fn queue(&self, id: &str) -> Option<&Queue> {
        self.queues.get(id)
    }

    /// True when every mapping has done everything that was committed before this call.
    ///
    /// # Errors
    /// What the store says.
    pub async fn is_drained(&self) -> Result<bool, StreamError> {
        for mapping in &self.mappings {
            let end = mapping.store.stream_end(&mapping.table).await?;
            if mapping.progress.position() < end {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Ends the mappings and writes their positions. What a function is at work on is
    /// done again at the next start.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
        for mapping in &self.mappings {
            let position = mapping.progress.position();
            if let Err(error) = mapping.write_checkpoint(position).await {
                tracing::error!(mapping = mapping.spec.id, %error, "the checkpoint cannot be written");
            }
        }
    }
}

async fn prepare(
    spec: &StreamMapping,
    store: &Store,
    invoker: &Invoker,
    template: &Template,
    queues: &BTreeMap<String, Queue>,
    options: &StreamOptions,
) -> Result<Arc<Mapping>, StreamError> {
    let unknown = |resource: &str| StreamError::Unknown {
        mapping: spec.id.clone(),
        resource: resource.to_owned(),
    };
    let table = template
        .tables
        .iter()
        .find(|table| table.id == spec.table)
        .ok_or_else(|| unknown(&spec.table))?;
    let destination = match &spec.on_failure {
        Some(template::Destination::Queue(id)) => {
            let queue = queues.get(id).ok_or_else(|| unknown(id))?;
            Some(Destination::Queue(queue.clone()))
        }
        Some(template::Destination::Bucket { name }) => {
            let buckets = options.folder.join("buckets");
            Some(Destination::Bucket(Bucket::new(&buckets, name, &spec.id)))
        }
        None => None,
    };
    let filters = spec.filters.iter().map(Pattern::parse);
    let filters = filters
        .collect::<Result<_, _>>()
        .map_err(|source| StreamError::Filter {
            mapping: spec.id.clone(),
            source,
        })?;
    let stream = store.stream_arn(&table.name)?.to_owned();
    let checkpoint = CheckpointFile::new(&options.folder, &spec.id);
    let known = checkpoint
        .read(&stream)
        .map_err(|source| StreamError::Folder {
            folder: options.folder.clone(),
            source,
        })?;
    let position = match known {
        Some(checkpoint) => checkpoint.position,
        None if spec.from_start => 0,
        None => store.stream_end(&table.name).await?,
    };
    let function_name = template
        .functions
        .get(&spec.function)
        .map_or(&spec.function, |function| &function.name);
    Ok(Arc::new(Mapping {
        function_arn: format!(
            "arn:aws:lambda:{}:{}:function:{function_name}",
            store.region(),
            options.account
        ),
        progress: Progress::new(position, Mapping::open_limit(spec)),
        spec: spec.clone(),
        table: table.name.clone(),
        stream,
        filters,
        destination,
        retry: options.retry,
        poll: options.poll,
        store: store.clone(),
        invoker: invoker.clone(),
        checkpoint,
    }))
}

/// Deletes records that every mapping of their table has passed, and some time after.
async fn trim(store: Store, mappings: Vec<Arc<Mapping>>, retention: Duration) {
    let retention = i64::try_from(retention.as_secs()).unwrap_or(i64::MAX);
    loop {
        tokio::time::sleep(TRIM_EVERY).await;
        let created_before = clock::now().as_second().saturating_sub(retention);
        for table in store.stream_tables() {
            let passed = mappings
                .iter()
                .filter(|mapping| mapping.table == table)
                .map(|mapping| mapping.progress.position())
                .min()
                .unwrap_or(i64::MAX);
            if let Err(error) = store.trim_stream(table, passed, created_before).await {
                tracing::warn!(table, %error, "the stream cannot be trimmed");
            }
        }
    }
}
