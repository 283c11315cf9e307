//! The embedded store alone: `serve-store <file>` prints its endpoint and its access key,
//! and serves until its standard input ends. It has one table `items` with the keys `pk` and `sk`, and a stream.

use std::{error::Error, time::Duration};

use salver_local::{
    store::{Store, StoreOptions},
    template::{Key, Table},
};
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let options = StoreOptions {
        path: path.into(),
        region: "eu-west-1".into(),
        account: "000000000000".into(),
        ttl_interval: Duration::from_secs(60),
    };
    let table = Table {
        id: "Items".into(),
        name: "items".into(),
        attributes: ["pk", "sk"].map(|key| (key.into(), "S".into())).into(),
        key: Key {
            partition: "pk".into(),
            sort: Some("sk".into()),
        },
        indexes: Vec::new(),
        ttl_attribute: None,
        stream_view: Some("NEW_AND_OLD_IMAGES".into()),
    };
    let store = Store::start(options, &[table]).await?;
    println!("{}\n{}", store.endpoint(), store.access_key());
    tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
    store.stop().await;
    Ok(())
}
