/** Who can open an address: this device alone, phones in the same network, or anybody. */
export type Reach = 'device' | 'network' | 'anybody';

/** Names that networks of one house use for themselves. */
const AT_HOME = /(^|\.)(local|lan|home|internal|intranet|home\.arpa)$/;

/** Who can open what a card carries. What is no address at all is opened by nobody. */
export function reachOf(url: string): Reach {
  let host: string;
  try {
    host = new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  } catch {
    return 'device';
  }
  if (host === '' || host === 'localhost' || host.endsWith('.localhost')) return 'device';
  if (host.startsWith('[')) return ofVersion6(host.slice(1, -1));
  const parts = host.split('.').map(Number);
  if (parts.length === 4 && parts.every((part) => Number.isInteger(part))) return ofVersion4(parts);
  return AT_HOME.test(host) || !host.includes('.') ? 'network' : 'anybody';
}

function ofVersion4([a = 0, b = 0]: readonly number[]): Reach {
  if (a === 127 || a === 0) return 'device';
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
  // What a network gives itself without a router, and what a provider keeps behind its own.
  const isLinkOrShared = (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128);
  return isPrivate || isLinkOrShared ? 'network' : 'anybody';
}

function ofVersion6(host: string): Reach {
  if (host === '::1' || host === '::') return 'device';
  // An address of version 4 in one of version 6: `::ffff:c0a8:105`.
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(host);
  if (mapped) {
    const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
    return ofVersion4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  return /^(f[cd]|fe[89ab])/.test(host) ? 'network' : 'anybody';
}
