//! The addresses under which browsers find the stack.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// Every origin of a listener.
pub(super) fn of(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let ip = address.ip();
    let mut origins = Vec::new();
    if ip.is_unspecified() || ip.is_loopback() {
        origins.push(url(loopback(port)));
        origins.push(format!("http://localhost:{port}"));
    }
    if ip.is_unspecified() {
        origins.extend(in_network().map(|ip| url(SocketAddr::new(ip, port))));
    } else if !ip.is_loopback() {
        origins.push(url(address));
    }
    origins
}

/// The address for a browser on this machine.
pub(super) fn url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        return format!("http://{}", loopback(address.port()));
    }
    format!("http://{address}")
}

/// The loopback address with this port.
pub(super) fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// This machine's address in its network: the one that it would send from. Nothing is sent.
fn in_network() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address set aside for documentation: any that is not local will do.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_has_two_names() {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        assert_eq!(
            of(address),
            ["http://127.0.0.1:8080", "http://localhost:8080"]
        );
        assert_eq!(
            url((Ipv4Addr::UNSPECIFIED, 80).into()),
            "http://127.0.0.1:80"
        );
        assert_eq!(
            of((Ipv4Addr::new(10, 1, 2, 3), 80).into()),
            ["http://10.1.2.3:80"]
        );
    }
}
