import type { BillList } from '$api/types';
import { Away } from './away';
import type { BackOffice } from './back-office';

/** Asks for something about money over plain HTTP, as whoever stands at the counter. */
export async function money<T>(office: BackOffice, method: string, path: string, body: object): Promise<T> {
  const { stack, token } = office;
  const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

type Bill = BillList['bills'][number];

/** Lets the branch tax what it sells, and round what it bills. */
export async function taxed(office: BackOffice): Promise<void> {
  await money(office, 'PUT', 'taxes', {
    prices_include_tax: false,
    classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
    round_to: { minor: 100, currency: 'INR' },
    registrations: [{ name: 'GSTIN', number: '29ABCDE1234F1ZW' }, { name: 'FSSAI', number: '12345678901234' }],
  });
}

/** A bill with taxes, and the link to its receipt at the stack's own address. */
export async function billed(office: BackOffice): Promise<{ bill: Bill; url: string }> {
  await taxed(office);
  const [check] = await new Away(office).pickup('Meera');
  const wish = { service_charge_bp: 500, recipient: { name: 'Acme Travels', tax_number: '27AAPFU0939F1ZV' } };
  const { bills } = await money<BillList>(office, 'POST', `checks/${check.id}/bills`, wish);
  const [bill] = bills;
  if (!bill) throw new Error('no bill');
  const { url } = await money<{ url: string }>(office, 'POST', `bills/${bill.id}/link`, {});
  return { bill, url: new URL(`/receipt${new URL(url).hash}`, office.stack.url).href };
}
