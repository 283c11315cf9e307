use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use super::*;

/// A data directory as a stack leaves it, with `rows` in its store.
fn data(rows: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("streams/queues")).unwrap();
    for (file, content) in [
        ("streams/FanOut.json", "{}"),
        ("streams/queues/failures.jsonl", "{}\n"),
        ("secrets.json", "{\"key\": \"k\"}"),
        ("secrets.json.new", "half"),
        ("demo.part", "half"),
        (LOCK_FILE, "4711"),
        ("store.db.lock", ""),
    ] {
        fs::write(folder.path().join(file), content).unwrap();
    }
    let store = Connection::open(folder.path().join(STORE_FILE)).unwrap();
    store.pragma_update(None, "journal_mode", "WAL").unwrap();
    store.execute_batch("CREATE TABLE t (v); BEGIN").unwrap();
    for row in 0..rows {
        store.execute("INSERT INTO t VALUES (?1)", [row]).unwrap();
    }
    store.execute_batch("COMMIT").unwrap();
    folder
}

fn rows(folder: &Path) -> u32 {
    let store = Connection::open(folder.join(STORE_FILE)).unwrap();
    store
        .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
        .unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn all_that_lasts_is_copied_and_private() {
    let data = data(100);
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("monday");
    // Open and not yet written back: most of it stands in the log only.
    let open = Connection::open(data.path().join(STORE_FILE)).unwrap();
    open.execute("INSERT INTO t VALUES ('last')", []).unwrap();
    let copied = copy(data.path(), &to).unwrap();
    let files = [
        "secrets.json",
        "streams/FanOut.json",
        "streams/queues/failures.jsonl",
    ];
    assert_eq!(copied.files, files.map(PathBuf::from));
    assert_eq!(rows(&to), 101);
    assert_eq!(
        copied.store_bytes,
        fs::metadata(to.join(STORE_FILE)).unwrap().len()
    );
    let secrets = fs::read_to_string(to.join("secrets.json")).unwrap();
    assert_eq!(secrets, "{\"key\": \"k\"}");
    for (path, expected) in [
        ("", 0o700),
        ("streams", 0o700),
        ("secrets.json", 0o600),
        (STORE_FILE, 0o600),
    ] {
        assert_eq!(mode(&to.join(path)), expected, "{path}");
    }
    let there: Vec<_> = fs::read_dir(place.path()).unwrap().collect();
    assert_eq!(there.len(), 1, "no draft is left: {there:?}");
    // The other way round it is a restore.
    let back = place.path().join("data");
    fs::create_dir(&back).unwrap();
    assert_eq!(copy(&to, &back).unwrap().files, copied.files);
    assert_eq!(rows(&back), 101);
}

#[test]
fn a_draft_of_an_earlier_try_is_no_backup_and_in_nobody_s_way() {
    let data = data(1);
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("monday");
    fs::create_dir(place.path().join("monday.salver-part")).unwrap();
    fs::write(place.path().join("monday.salver-part/store.db"), "half").unwrap();
    copy(data.path(), &to).unwrap();
    assert_eq!(rows(&to), 1);
}

#[test]
fn nothing_is_written_over_and_nothing_damaged_is_called_a_backup() {
    let data = data(1);
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("monday");
    let refused = |from: &Path, to: &Path| copy(from, to).unwrap_err().to_string();
    assert!(refused(place.path(), &to).contains("holds no store"));
    assert!(refused(data.path(), data.path()).contains("not empty"));
    let inside = data.path().join("backups");
    assert!(refused(data.path(), &inside).contains("lies in the folder"));
    let nowhere = place.path().join("none/monday");
    assert!(refused(data.path(), &nowhere).contains("cannot be written"));
    fs::write(&to, "a file").unwrap();
    assert!(refused(data.path(), &to).contains("there already"));
    fs::remove_file(&to).unwrap();

    // A page in the middle is overwritten, as by a failing disk.
    let big = self::data(2000);
    let store = big.path().join(STORE_FILE);
    Connection::open(&store)
        .unwrap()
        .pragma_update(None, "journal_mode", "DELETE")
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&store, bytes).unwrap();
    let text = refused(big.path(), &to);
    assert!(text.contains("damaged"), "{text}");
    assert!(!to.exists());
}
