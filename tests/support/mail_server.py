"""A real mail server for the scenarios: aiosmtpd, with a certificate of an authority of its own.

mail_server.py FOLDER none|starttls|tls: writes FOLDER/ca.pem, says its port, lays each letter into FOLDER as N.eml.
With STARTTLS it wants the user `vekha` with the password `milestone-7`.
"""

import asyncio
import pathlib
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

folder, mode = pathlib.Path(sys.argv[1]), sys.argv[2]


class Box:
    letters = 0

    async def handle_DATA(self, server, session, envelope):
        self.letters += 1
        draft = folder / f"{self.letters}.part"
        draft.write_bytes(envelope.rcpt_tos[0].encode() + b"\r\n" + envelope.content)
        draft.rename(folder / f"{self.letters}.eml")
        return f"250 2.0.0 {envelope.rcpt_tos[0]} has letter {self.letters}"


def signs_in(server, session, envelope, mechanism, login):
    right = login.login == b"vekha" and login.password == b"milestone-7"
    # Not handled: the server itself is to say 535.
    return AuthResult(success=right, handled=False)


async def serve():
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    box, about = Box(), {}
    if mode == "starttls":
        about = dict(tls_context=context, require_starttls=True, authenticator=signs_in, auth_required=True)
    make = lambda: SMTP(box, hostname="mail.example.org", **about)
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if mode == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
