//! Where data are safe: judged by the path and the list of mounted file systems.

use std::path::Path;

use kontor::app::{Place, place_among};

const MOUNTS: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
31 27 0:40 / /mnt/nas rw,relatime shared:7 - nfs4 nas:/export rw
32 31 0:41 / /mnt/nas/fast rw,relatime - ext4 /dev/sdb rw
33 27 0:42 / /mnt/My\\040Share rw - cifs //server/share rw
";

fn place(path: &str) -> Place {
    place_among(Path::new(path), MOUNTS)
}

#[test]
fn a_disk_of_this_machine_is_safe() {
    assert_eq!(place("/home/anna/.local/share/kontor"), Place::Local);
    assert_eq!(place("/mnt/nas/fast/kontor"), Place::Local, "the nearest mount counts");
    assert_eq!(place("/mnt/nasty/kontor"), Place::Local, "names are compared whole");
}

#[test]
fn a_drive_of_another_machine_is_named() {
    assert_eq!(place("/mnt/nas/kontor"), Place::Network { kind: "nfs4".to_owned() });
    assert_eq!(place("/mnt/My Share/kontor"), Place::Network { kind: "cifs".to_owned() });
    assert_eq!(place(r"\\server\share\kontor"), Place::Network { kind: "UNC".to_owned() });
}

#[test]
fn a_synchronised_folder_is_named() {
    assert_eq!(place("/home/anna/Dropbox/kontor"), Place::Cloud { name: "Dropbox".to_owned() });
    assert_eq!(
        place("/home/anna/OneDrive - Example Ltd/kontor"),
        Place::Cloud { name: "OneDrive - Example Ltd".to_owned() }
    );
    assert_eq!(place("/home/anna/dropboxes/kontor"), Place::Local);
}
