//! A start that cannot succeed says what to do about it.

use std::{net::TcpListener, path::Path};

use salver_local::{
    cli::explain,
    stack::{Config, Stack},
};

use crate::support::{config, start};

/// Starts in vain and checks what a person is told.
async fn refused(change: impl FnOnce(&mut Config, &Path), parts: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&folder);
    change(&mut config, folder.path());
    let error = Stack::start(config).await.err().unwrap();
    let text = explain(&error);
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text:?}");
    }
}

#[tokio::test]
async fn a_port_in_use() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let told = port.to_string();
    refused(|config, _| config.port = port, &[&told, "in use", "--port"]).await;
}

#[tokio::test]
async fn an_address_of_another_machine() {
    let host = "192.0.2.1".parse().unwrap();
    refused(|config, _| config.host = host, &["192.0.2.1", "--host"]).await;
}

#[tokio::test]
async fn binaries_that_are_missing() {
    let parts = ["fake-function", "cargo build -p fake-function", "--bin-dir"];
    refused(|config, folder| config.bin_dir = folder.to_owned(), &parts).await;
}

#[tokio::test]
async fn a_template_that_is_missing_or_broken() {
    let absent = |config: &mut Config, folder: &Path| config.template = folder.join("no.yaml");
    refused(absent, &["no.yaml", "cannot be read"]).await;
    let broken = |config: &mut Config, folder: &Path| {
        config.template = folder.join("broken.yaml");
        std::fs::write(
            &config.template,
            "Resources:\n  A:\n    Type: AWS::EC2::Instance\n",
        )
        .unwrap();
    };
    refused(broken, &["broken.yaml:2", "AWS::EC2::Instance"]).await;
}

#[tokio::test]
async fn a_data_directory_that_cannot_be_one() {
    let occupied = |config: &mut Config, folder: &Path| {
        config.data_dir = folder.join("file");
        std::fs::write(&config.data_dir, "").unwrap();
    };
    refused(occupied, &["data directory", "cannot be written"]).await;
}

#[tokio::test]
async fn a_data_directory_of_a_running_stack() {
    let served = start().await;
    let data = served.data_dir().to_owned();
    let pid = std::process::id().to_string();
    refused(
        |config, _| config.data_dir = data,
        &["another running stack", &pid, "--data-dir"],
    )
    .await;
    assert_eq!(
        served.text("/api/do/pid").await.0,
        200,
        "the first one runs on"
    );
    served.stop().await;
}

#[tokio::test]
async fn a_store_that_is_damaged() {
    let folder = start().await.stop().await;
    let file = folder.path().join("data/store.db");
    let before = b"this is no database, and long enough to be taken for one".repeat(100);
    std::fs::write(&file, &before).unwrap();
    let error = Stack::start(config(&folder)).await.err().unwrap();
    let text = explain(&error);
    assert!(text.contains("store.db is damaged"), "{text}");
    assert_eq!(
        std::fs::read(&file).unwrap(),
        before,
        "it is left as it was"
    );
}
