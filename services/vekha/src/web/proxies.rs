//! Who a request comes from: the address that connected, or what a proxy that is trusted says of it.

use super::Site;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
};
use thiserror::Error;

/// Addresses of proxies: one address, or a network as `10.0.0.0/8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Network {
    address: IpAddr,
    /// Bits that count.
    bits: u32,
}

/// What stands there is neither an address nor a network.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Network, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits > most { Err(wrong()) } else { Ok(Network { address, bits }) }
    }
}

impl Network {
    fn holds(self, other: IpAddr) -> bool {
        let differs = match (self.address, other.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
            (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
        };
        differs >= self.bits
    }
}

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Proxies {
    /// Those of this machine, when people come over https: without a proxy nobody could.
    #[default]
    ThisMachine,
    /// Those named in the settings, and no other.
    Named(Vec<Network>),
}

impl Proxies {
    /// Those of the settings' list; none said is this machine.
    ///
    /// # Errors
    /// A line of it is neither an address nor a network.
    pub fn read(list: Option<&[String]>) -> Result<Proxies, NoNetwork> {
        let Some(list) = list else { return Ok(Proxies::ThisMachine) };
        Ok(Proxies::Named(list.iter().map(|text| text.parse()).collect::<Result<_, _>>()?))
    }

    fn trust(&self, address: IpAddr, over_https: bool) -> bool {
        match self {
            Proxies::ThisMachine => over_https && address.to_canonical().is_loopback(),
            Proxies::Named(networks) => networks.iter().any(|network| network.holds(address)),
        }
    }

    /// Each proxy adds whom it got the request from at the end: what stands before the first that is not trusted is anybody's.
    fn came(&self, connected: IpAddr, headers: &HeaderMap, over_https: bool) -> IpAddr {
        let lists = headers.get_all("x-forwarded-for").iter().rev().filter_map(|value| value.to_str().ok());
        let mut said = lists.flat_map(|list| list.rsplit(','));
        let mut from = connected;
        while self.trust(from, over_https) {
            match said.next().and_then(|address| address.trim().parse().ok()) {
                Some(before) => from = before,
                None => break,
            }
        }
        from
    }
}

/// The address a request came from.
pub struct Peer(pub IpAddr);

impl FromRequestParts<Site> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Peer, Infallible> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let connected = connected.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        Ok(Peer(site.proxies.came(connected, &parts.headers, site.base_url.starts_with("https://"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(proxies: &Proxies, from: &str, said: &[&str], over_https: bool) -> String {
        let mut headers = HeaderMap::new();
        for list in said {
            headers.append("x-forwarded-for", list.parse().unwrap());
        }
        proxies.came(from.parse().unwrap(), &headers, over_https).to_string()
    }

    #[test]
    fn unless_told_only_a_proxy_of_this_machine_is_believed_who_came() {
        let proxies = Proxies::read(None).unwrap();
        let said = ["198.51.100.1, 203.0.113.7"];
        assert_eq!(came(&proxies, "127.0.0.1", &said, true), "203.0.113.7");
        assert_eq!(came(&proxies, "::1", &said, true), "203.0.113.7");
        assert_eq!(came(&proxies, "10.0.0.1", &said, true), "10.0.0.1");
        assert_eq!(came(&proxies, "127.0.0.1", &said, false), "127.0.0.1");
        assert_eq!(came(&proxies, "127.0.0.1", &["nonsense"], true), "127.0.0.1");
    }

    #[test]
    fn named_proxies_are_believed_one_behind_the_other_and_nobody_else() {
        let list = ["10.1.0.0/16".to_owned(), "192.0.2.9".to_owned(), "2001:db8::/32".to_owned()];
        let proxies = Proxies::read(Some(&list)).unwrap();
        assert_eq!(came(&proxies, "10.1.2.3", &["6.6.6.6, 203.0.113.7, 192.0.2.9"], false), "203.0.113.7");
        assert_eq!(came(&proxies, "10.1.2.3", &["203.0.113.7", "192.0.2.9"], false), "203.0.113.7");
        assert_eq!(came(&proxies, "2001:db8:1::1", &["203.0.113.7"], false), "203.0.113.7");
        assert_eq!(came(&proxies, "::ffff:10.1.2.3", &["203.0.113.7"], false), "203.0.113.7");
        for stranger in ["10.2.0.1", "127.0.0.1", "192.0.2.8", "2001:db9::1"] {
            assert_eq!(came(&proxies, stranger, &["203.0.113.7"], true), stranger);
        }
        assert_eq!(came(&proxies, "10.1.2.3", &["10.1.9.9"], true), "10.1.9.9");
    }

    #[test]
    fn what_is_no_network_is_refused_by_its_words() {
        for wrong in ["", "proxy", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            assert_eq!(Proxies::read(Some(&[wrong.to_owned()])).unwrap_err().to_string(), wrong);
        }
        assert_eq!(Proxies::read(Some(&[])).unwrap(), Proxies::Named(Vec::new()));
    }
}
