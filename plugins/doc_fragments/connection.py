# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    # Shared by every module, lookup and inventory plugin. Its table is in module_utils/_connection.py.
    DOCUMENTATION = r"""
options:
  account_id:
    description:
      - The ID of the Boomi account, such as V(company-A1B2C3). Boomi shows it under Settings, Account Information.
      - Needed for the login, together with O(username) and O(api_token). With an O(access_token) alone there is no login.
    type: str
  username:
    description:
      - The e-mail address with which the user signs in to Boomi. Do not confuse it with O(account_id).
      - Needed for the login. The required prefix V(BOOMI_TOKEN.) is added if missing.
    type: str
  api_token:
    description:
      - The API token of this user. Create it in Boomi under Settings, My User Settings, Platform API Tokens, with Add New Token. Boomi shows the token
        only once, and only to users with the privilege API Access.
      - Needed for the login. It is a secret. Keep it in E(BOOMI_API_TOKEN), in Ansible Vault or in an AWX credential, not in a playbook.
    type: str
  access_token:
    description:
      - A ready token (JWT) for the Spaces API, in place of O(account_id), O(username) and O(api_token). The Platform API does not accept it, so
        O(source=platform) always needs those three options.
      - It expires after five minutes. It is used first. If O(account_id), O(username) and O(api_token) are given too, a new one is requested when it expires.
      - By default a JWT is requested and renewed automatically.
    type: str
  space_guid:
    description:
      - The GUID of the space to query, such as V(2dcd9964-b85e-42ce-998d-b7c22). Instances, environments and processes are those of this space.
      - Needed with O(source=spaces), except by M(boomi.spaces.space_info), which returns the GUIDs of an account's spaces.
      - Not used with O(source=platform), which returns those of the whole account.
    type: str
  source:
    description:
      - The API to query. V(spaces) is the Spaces GraphQL API, which covers one space.
      - V(platform) is the Platform REST API, which covers the whole account. It needs no O(space_guid) and knows which schedules are paused.
      - The facts have the same shape from both.
    type: str
    choices: [spaces, platform]
    default: spaces
  region:
    description:
      - The region of the account's Boomi platform. It sets the defaults of O(spaces_url) and O(platform_url).
      - V(us) is C(https://platform.boomi.com/graphql) and C(https://api.boomi.com).
      - V(gb) is C(https://platform.gb.boomi.com/graphql) and C(https://api.platform.gb.boomi.com). Boomi documents Spaces for V(us) only,
        so set O(spaces_url) if yours differs.
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
      - The base URL of the Platform API, without a path. The login uses it too. The default follows O(region).
      - It must be C(https://), except on a loopback address.
    type: str
  override_account:
    description:
      - The ID of the account that a partner queries through the Platform API with the credentials of O(account_id). It is an error with O(source=spaces).
      - By default O(account_id) itself is queried.
    type: str
  validate_certs:
    description:
      - Whether to check the certificate of the server. Leave it on. For your own certificate authority, set O(ca_path).
    type: bool
    default: true
  ca_path:
    description:
      - A file in PEM format with the certificates of the authorities to trust, or a directory of such files.
      - By default those that come with the Python library requests.
    type: path
  client_cert:
    description:
      - A file in PEM format with a client certificate, for a gateway that requires one. Its key is in the same file or in O(client_key).
      - By default none is sent. Boomi itself requires none.
    type: path
  client_key:
    description:
      - The file with the key of O(client_cert). By default the key is in the same file as the certificate.
      - It is an error without O(client_cert).
    type: path
  timeout:
    description:
      - How many seconds to wait for a response to begin, and again for the rest of it. Name resolution, connecting and TLS are included,
        pauses between retries are not. So one attempt takes at most twice this time.
    type: float
    default: 30
  retries:
    description:
      - How often a request is retried after the HTTP statuses 429, 502, 503 and 504 and after a broken connection. The pauses between attempts grow.
        V(0) turns retries off.
      - A C(Retry-After) header is honoured, up to 60 seconds. The statuses 400, 401 and 403 are never retried, except that a 401 gets one new token.
      - One request takes at most twice O(timeout) for each attempt and 60 seconds between attempts, which is 11 minutes with the defaults. A task or
        lookup starts no attempt after an hour.
    type: int
    default: 5
  requests_per_second:
    description:
      - The highest number of requests per second to the Platform API, including retries.
        All tasks and lookups of one user on one machine that ask the same account share it, also with several forks.
        Boomi allows an account 5 to 10 per second, shared by all clients. Requests to the Spaces API are not paced.
      - The processes take turns by a small file in C($XDG_RUNTIME_DIR), in C(/run/user) or in the directory for temporary files.
        If that cannot be used, the number applies to each process.
    type: float
    default: 5
  batch_size:
    description:
      - The highest number of instances, or of questions about what ran, in one GraphQL request. If the server refuses a request, the number is halved, down
        to 1. Instances that one request cannot hold are asked for in requests of even size, four of them at a time. Boomi publishes no limit.
        Not used with O(source=platform).
    type: int
    default: 25
requirements:
  - Python >= 3.9
  - requests >= 2.25
notes:
  - Each connection option can be set by an environment variable, so that playbooks need not contain it. The name of the variable is V(BOOMI_) and the
    option's name in capitals. O(account_id) is E(BOOMI_ACCOUNT_ID), O(username) is E(BOOMI_USERNAME), O(api_token) is E(BOOMI_API_TOKEN), O(space_guid) is
    E(BOOMI_SPACE_GUID), and so on to O(batch_size), E(BOOMI_BATCH_SIZE). An option takes precedence over its variable.
  - Every request needs a user with the privilege API, which Boomi's settings call API Access.
  - With E(ANSIBLE_DEBUG) Ansible prints the options of a task, secrets included. Leave it off, and give secrets by the environment.
  - Nothing is ever written to Boomi.
"""

    # For plugins that run on the controller: the other places that each option can come from.
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
