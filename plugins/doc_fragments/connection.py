# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    # What every module, lookup and inventory plugin shares. The table behind it is in module_utils/_connection.py.
    DOCUMENTATION = r"""
options:
  account_id:
    description:
      - The ID of the Boomi account, such as V(company-A1B2C3). Boomi shows it under Settings, Account Information.
      - The login needs it, together with O(username) and O(api_token). Only with an O(access_token) there is no login.
    type: str
  username:
    description:
      - The e-mail address with which the user signs in to Boomi, and not O(account_id), for which it is easily taken.
      - The login needs it. The prefix V(BOOMI_TOKEN.) that Boomi wants before it is added where it is missing.
    type: str
  api_token:
    description:
      - The API token of this user. It is made in Boomi under Settings, My User Settings, Platform API Tokens, by Add New Token. Boomi shows it that
        once, and only to users with the privilege API Access.
      - The login needs it. It is a secret. Keep it in E(BOOMI_API_TOKEN), in Ansible Vault or in an AWX credential, and not in a playbook.
    type: str
  access_token:
    description:
      - A ready token (JWT) for the Spaces API, in place of O(account_id), O(username) and O(api_token). The Platform API does not take it, so that
        O(source=platform) needs those three all the same.
      - It lives five minutes. It is used first; where O(account_id), O(username) and O(api_token) are given too, a new one is obtained when it expires.
      - By default, and for most users, a JWT is obtained by itself, and renewed.
    type: str
  space_guid:
    description:
      - The GUID of the space that is asked about, such as V(2dcd9964-b85e-42ce-998d-b7c22). Instances, environments and processes are those of this space.
      - It is needed with O(source=spaces). M(boomi.spaces.space_info), which alone works without it, tells the GUIDs of an account's spaces.
      - Not used with O(source=platform), where they are those of the account.
    type: str
  source:
    description:
      - Which API answers. V(spaces) is the Spaces GraphQL API, and the answer is about one space.
      - V(platform) is the Platform REST API, and the answer is about the whole account. It needs no O(space_guid), and it knows which schedules are paused.
      - The facts have the same shape from both.
    type: str
    choices: [spaces, platform]
    default: spaces
  region:
    description:
      - Where the Boomi platform of the account stands. It sets the defaults of O(spaces_url) and O(platform_url).
      - V(us) is C(https://platform.boomi.com/graphql) and C(https://api.boomi.com).
      - V(gb) is C(https://platform.gb.boomi.com/graphql) and C(https://api.platform.gb.boomi.com). Boomi documents Spaces for V(us) only,
        so set O(spaces_url) where it differs.
    type: str
    choices: [us, gb]
    default: us
  spaces_url:
    description:
      - The whole URL of the Spaces GraphQL API. The default follows O(region).
      - It must be C(https://), except on a loopback address.
    type: str
  platform_url:
    description:
      - The base URL, with no path, of the Platform API, which also hands out the tokens. The default follows O(region).
      - It must be C(https://), except on a loopback address.
    type: str
  override_account:
    description:
      - The ID of the account that a partner asks about, with the credentials of O(account_id), on the Platform API. With O(source=spaces) it is an error.
      - By default the account that is asked about is O(account_id) itself.
    type: str
  validate_certs:
    description:
      - Whether the certificate of the server is checked. Leave it on; give O(ca_path) for a certificate authority of your own.
    type: bool
    default: true
  ca_path:
    description:
      - A file with the certificates of the authorities to trust, in PEM format, or a directory of them.
      - By default those that the Python library requests comes with.
    type: path
  client_cert:
    description:
      - A file with a client certificate in PEM format, with its key or beside O(client_key), for a gateway that asks for one.
      - By default none is sent. Boomi itself asks for none.
    type: path
  client_key:
    description:
      - The file with the key of O(client_cert). By default the key is in the same file as the certificate.
      - It is an error without O(client_cert).
    type: path
  timeout:
    description:
      - How long to wait for an answer to begin, and then for the whole of it, in seconds. Name resolution, connecting and TLS count, and
        pauses between retries do not, so that one attempt takes at most twice as long as this, whatever the server does.
    type: float
    default: 30
  retries:
    description:
      - How often a request is sent again after the HTTP statuses 429, 502, 503 and 504 and after a broken connection, with growing pauses.
        V(0) sends each once.
      - A C(Retry-After) of the server is honoured, up to 60 seconds. The statuses 400, 401 and 403 are never retried, but for one new token after a 401.
      - So one request takes at most twice O(timeout) for each attempt and 60 seconds between two, which are 11 minutes with the defaults, and a task, or a
        lookup, begins no attempt after an hour.
    type: int
    default: 5
  requests_per_second:
    description:
      - How many requests one task, or one lookup, sends to the Platform API in a second at the most, all repetitions counted.
        Boomi allows an account 5 to 10 of them, shared by all that ask. The Spaces API is asked without a pace.
    type: float
    default: 5
  batch_size:
    description:
      - For how many instances one GraphQL request asks at the most. It is halved by itself, down to 1, where the server refuses a request.
        Not used with O(source=platform).
    type: int
    default: 10
requirements:
  - requests
notes:
  - Each of the connection options can be given by an environment variable, which is called V(BOOMI_) and the option's name in capitals, so that playbooks
    need not name it. O(account_id) is E(BOOMI_ACCOUNT_ID), O(username) is E(BOOMI_USERNAME), O(api_token) is E(BOOMI_API_TOKEN), O(space_guid) is
    E(BOOMI_SPACE_GUID), and so on to O(batch_size), E(BOOMI_BATCH_SIZE). An option that is given itself wins.
  - A user needs the privilege API, which Boomi's settings call API Access, for any answer.
  - Nothing is ever written to Boomi.
"""

    # What plugins that run on the controller have beside: where each option can come from.
    PLUGIN = r"""
options:
  account_id:
    env:
      - name: BOOMI_ACCOUNT_ID
    ini:
      - section: boomi
        key: account_id
    vars:
      - name: boomi_account_id
  username:
    env:
      - name: BOOMI_USERNAME
    ini:
      - section: boomi
        key: username
    vars:
      - name: boomi_username
  api_token:
    env:
      - name: BOOMI_API_TOKEN
    ini:
      - section: boomi
        key: api_token
    vars:
      - name: boomi_api_token
  access_token:
    env:
      - name: BOOMI_ACCESS_TOKEN
    ini:
      - section: boomi
        key: access_token
    vars:
      - name: boomi_access_token
  space_guid:
    env:
      - name: BOOMI_SPACE_GUID
    ini:
      - section: boomi
        key: space_guid
    vars:
      - name: boomi_space_guid
  source:
    env:
      - name: BOOMI_SOURCE
    ini:
      - section: boomi
        key: source
    vars:
      - name: boomi_source
  region:
    env:
      - name: BOOMI_REGION
    ini:
      - section: boomi
        key: region
    vars:
      - name: boomi_region
  spaces_url:
    env:
      - name: BOOMI_SPACES_URL
    ini:
      - section: boomi
        key: spaces_url
    vars:
      - name: boomi_spaces_url
  platform_url:
    env:
      - name: BOOMI_PLATFORM_URL
    ini:
      - section: boomi
        key: platform_url
    vars:
      - name: boomi_platform_url
  override_account:
    env:
      - name: BOOMI_OVERRIDE_ACCOUNT
    ini:
      - section: boomi
        key: override_account
    vars:
      - name: boomi_override_account
  validate_certs:
    env:
      - name: BOOMI_VALIDATE_CERTS
    ini:
      - section: boomi
        key: validate_certs
    vars:
      - name: boomi_validate_certs
  ca_path:
    env:
      - name: BOOMI_CA_PATH
    ini:
      - section: boomi
        key: ca_path
    vars:
      - name: boomi_ca_path
  client_cert:
    env:
      - name: BOOMI_CLIENT_CERT
    ini:
      - section: boomi
        key: client_cert
    vars:
      - name: boomi_client_cert
  client_key:
    env:
      - name: BOOMI_CLIENT_KEY
    ini:
      - section: boomi
        key: client_key
    vars:
      - name: boomi_client_key
  timeout:
    env:
      - name: BOOMI_TIMEOUT
    ini:
      - section: boomi
        key: timeout
    vars:
      - name: boomi_timeout
  retries:
    env:
      - name: BOOMI_RETRIES
    ini:
      - section: boomi
        key: retries
    vars:
      - name: boomi_retries
  requests_per_second:
    env:
      - name: BOOMI_REQUESTS_PER_SECOND
    ini:
      - section: boomi
        key: requests_per_second
    vars:
      - name: boomi_requests_per_second
  batch_size:
    env:
      - name: BOOMI_BATCH_SIZE
    ini:
      - section: boomi
        key: batch_size
    vars:
      - name: boomi_batch_size
"""
