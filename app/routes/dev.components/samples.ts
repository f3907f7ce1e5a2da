/** Words for the specimens: a small community's, with the long, the bidirectional and the empty among them. */
export const now = new Date("2026-11-05T10:42:00Z");
export const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
export const ahead = (hours: number) => ago(-hours);

export const vera = { name: "Vera Lindqvist", href: "#vera", badge: "asker" } as const;
export const ana = { name: "Ana Petrova", href: "#ana", badge: "staff" } as const;
export const omar = { name: "عمر حداد", href: "#omar", badge: "expert" } as const;
export const longName = { name: "Donaudampfschifffahrtsgesellschaftskapitän Maximilian von Hohenzollern-Sigmaringen" };

export const answerHtml = `<ol><li>Hold <strong>WPS</strong> on the back for five seconds until the lamp blinks blue.</li>
<li>Open <em>Settings › Network › Advanced</em> and switch <code>Fast roaming (802.11r)</code> off for this printer.</li>
<li>Restart the printer once. It now keeps the network through every power cycle.</li></ol>
<p>The cause is firmware 4.12: it forgets a network that offers fast roaming. Version 4.13, due on 20 November, mends it for good.</p>`;

export const questionHtml = `<p>After every power cycle the X200 has lost the Wi-Fi and asks for the passphrase again. It is on the 2.4 GHz band, two metres from the router. Nothing else in the house forgets the network.</p>
<p>I would like it to print in the morning without me crouching in front of it.</p>`;

export const replyHtml = `<p>Same here until I gave it a fixed address. In the router:</p>
<pre><code class="hljs language-yaml"><span class="hljs-comment"># dhcp.yaml</span>
<span class="hljs-attr">reservations:</span>
  <span class="hljs-bullet">-</span> <span class="hljs-attr">mac:</span> <span class="hljs-string">"84:25:19:0a:77:c1"</span>
    <span class="hljs-attr">address:</span> <span class="hljs-number">192.168.1.40</span>
</code></pre><p>Then print a status page and look for <code>lease: static</code>.</p>`;

export const proseHtml = `<h2>A heading in a text</h2><p>A paragraph with <a href="#x">a link</a>, <strong>weight</strong>, <em>stress</em>, <code>code_that_is_fairly_long_and_has_no_spaces_at_all_in_it_whatsoever</code> and Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen.</p>
<ul><li>One thing</li><li>Another<ul><li>and one within</li></ul></li></ul>
<blockquote><p>It printed once, on Tuesday.</p></blockquote>
<pre><code class="hljs language-ts"><span class="hljs-keyword">export</span> <span class="hljs-keyword">async</span> <span class="hljs-keyword">function</span> <span class="hljs-title function_">connect</span>(<span class="hljs-params"><span class="hljs-attr">ssid</span>: <span class="hljs-built_in">string</span>, <span class="hljs-attr">retries</span> = <span class="hljs-number">3</span></span>) {
  <span class="hljs-comment">// The lamp blinks while it looks.</span>
  <span class="hljs-keyword">return</span> <span class="hljs-title class_">Network</span>.<span class="hljs-title function_">join</span>(ssid, { retries, <span class="hljs-attr">mode</span>: <span class="hljs-string">"wps"</span>, <span class="hljs-attr">band</span>: <span class="hljs-string">"2.4 GHz, the only one that reaches the cellar"</span> });
}
</code></pre>
<div class="table-scroll" tabindex="0" role="group" aria-label="Lamp, Means, Do"><table><thead><tr><th>Lamp</th><th>Means</th><th>Do</th></tr></thead><tbody><tr><td>blue, blinking</td><td>looking for a network</td><td>wait two minutes</td></tr><tr><td>amber</td><td>no network</td><td>hold WPS</td></tr></tbody></table></div>
<p>שלום, המדפסת שוכחת את הרשת. <code>WPS</code></p><hr><p>1. H<sub>2</sub>O</p>`;

export const statementHtml = `<p>After every power cycle the X200 (firmware 4.12) forgets the Wi-Fi and asks for the passphrase. Fixed address and factory reset were tried and did not help.</p>
<p><strong>Wanted:</strong> it keeps the network, or a refund.</p>`;

const lists = [
  ["Printer forgets Wi-Fi after every restart", "with_staff", "Vera Lindqvist", "Printers", 0.4, 6, 12],
  [
    "Invoice charged twice in October, and the second one has a different number than the mail says",
    "needs_attention",
    "Jonas",
    "Billing",
    3,
    0,
    2,
  ],
  ["الطابعة لا تتصل بالشبكة بعد التحديث", "responded", "عمر حداد", "Printers", 9, 3, 0],
  ["Scan to folder fails with 0x80070043", "solved", "kim_h", "Scanners", 30, 14, 5],
  ["Which toner for the X200 Pro?", "needs_info", "Marguerite Duval-Archambault", "Supplies", 70, 1, 0],
  [
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichendruckerfehlermeldung",
    "dormant",
    "Max",
    "Drivers",
    3000,
    2,
    1,
  ],
] as const;

export const threads = lists.map(([title, state, author, category, hours, replies, affected], index) => ({
  id: index + 401,
  title,
  state,
  author,
  category: { name: category, slug: category.toLowerCase() },
  lastAt: ago(hours),
  replies,
  affected,
}));

const desk = [
  [412, "Printer forgets Wi-Fi after every restart", "open", "Vera Lindqvist", "Ana Petrova", 0.63, undefined, 12],
  [409, "Invoice charged twice in October", "new", "Jonas Weber", null, 2.2, undefined, 2],
  [417, "Smoke from the power supply", "open", "Ines Duarte", "Tom Okafor", -0.4, undefined, 1],
  [
    398,
    "Scan to folder fails with 0x80070043",
    "waiting_on_requester",
    "Kim Hansen",
    "Ana Petrova",
    null,
    "her turn",
    5,
  ],
  [391, "Wants a new cartridge, which one is not said", "returned", "Max", "Ana Petrova", 1.5, undefined, 0],
  [
    377,
    "Technician to replace the fuser",
    "waiting_on_visit",
    "Practice Dr. Brandt",
    "Lead",
    null,
    "visit Fri 09:00",
    0,
  ],
] as const;

export const tickets = desk.map(([id, title, state, requester, assignee, hours, paused, affected]) => ({
  ticket: {
    id,
    title,
    state,
    requester,
    assignee,
    category: "Printers",
    due: hours === null ? null : ahead(hours),
    affected,
    isUrgent: id === 417,
    isUnconfirmed: id === 409,
  },
  paused,
}));
