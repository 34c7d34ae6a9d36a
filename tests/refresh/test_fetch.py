"""Asking over HTTP: what passes is asked again, what does not is named, and no key gets out."""

import pytest

from helpers.refresh import fetch
from helpers.refresh.fetch import Client, RefreshError, Unusable

GOOD = b'{"data": []}'


def get(server, *answers, **options):
    server.map("/x", *answers)
    return Client("Office", **options).get("x", f"{server.address}/x", lambda body: body)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_failure_that_passes_is_asked_again(server, status):
    answer, body = get(server, (status, {}, b"busy"), (status, {}, b"busy"), (200, {}, GOOD))
    assert body == GOOD and len(server.asked) == 3
    assert answer.retrieved.isoformat() == "2026-12-05T08:30:00+00:00"


def test_the_bound_is_kept_and_the_error_names_provider_address_and_status(server):
    with pytest.raises(RefreshError) as caught:
        get(server, (503, {}, b"down for repair"))
    assert str(caught.value) == f"Office: {server.address}/x: status 503: down for repair"
    assert len(server.asked) == fetch.TRIES


@pytest.mark.parametrize("value", ["1", "Sat, 05 Dec 2026 08:30:01 GMT"])
def test_retry_after_is_waited_for(server, value, monkeypatch):
    waited = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    get(server, (429, {"Retry-After": value}, b""), (200, {}, GOOD))
    assert [pause for pause in waited if pause] == [1.0]


def test_a_retry_after_beyond_the_bound_is_told_at_once(server):
    with pytest.raises(RefreshError, match="status 429: come back tomorrow"):
        get(server, (429, {"Retry-After": "86400"}, b"come back tomorrow"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 451])
def test_what_will_not_pass_is_not_asked_again_and_no_redirect_is_followed(server, status):
    with pytest.raises(RefreshError, match=f"status {status}"):
        get(server, (status, {"Location": f"{server.address}/elsewhere"}, b"no"))
    assert len(server.asked) == 1


def test_half_an_answer_is_no_answer(server):
    with pytest.raises(RefreshError, match="broke off in the middle"):
        get(server, (200, {"Content-Length": "5000"}, GOOD))
    assert len(server.asked) == fetch.TRIES


def test_an_empty_answer_is_no_answer(server):
    with pytest.raises(RefreshError, match="status 200: an empty answer"):
        get(server, (200, {}, b"  \n"))


def test_an_answer_without_a_date_is_no_answer(server):
    with pytest.raises(RefreshError, match="does not say when it was given"):
        get(server, (200, {"Date": None}, GOOD))


def test_an_answer_that_cannot_be_read_is_asked_for_again(server):
    server.map("/x", b"half", b"whole")

    def read(body):
        if body != b"whole":
            raise Unusable(f"found {body!r}, expected whole")
        return body

    assert Client("Office").get("x", f"{server.address}/x", read)[1] == b"whole"


def test_a_time_out_and_a_refused_connection_are_told(server, monkeypatch):
    monkeypatch.setattr(fetch, "TRIES", 1)
    with pytest.raises(RefreshError, match=r"Office: http://127.0.0.1:9/x: no status: .*[Rr]efused"):
        Client("Office").get("x", "http://127.0.0.1:9/x", bytes)

    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(fetch, "SECONDS", 0.2)
        with pytest.raises(RefreshError, match="no answer within"):
            Client("Office").get("x", f"http://127.0.0.1:{silent.getsockname()[1]}/x", bytes)


def test_a_provider_that_is_down_is_given_up(server):
    client = Client("Office")
    server.map("/x", (503, {}, b"down"))
    for _ in range(fetch.GIVE_UP):
        with pytest.raises(RefreshError, match="status 503"):
            client.get("x", f"{server.address}/x", bytes)
    asked = len(server.asked)
    with pytest.raises(RefreshError, match="not asked, as 2 addresses failed before it"):
        client.get("x", f"{server.address}/x", bytes)
    assert len(server.asked) == asked


@pytest.mark.parametrize("status", [401, 429, 503])
def test_a_key_is_sent_in_a_header_and_never_told(server, status, monkeypatch):
    key = "0123456789abcdef"
    with pytest.raises(RefreshError) as caught:
        get(server, (status, {}, f"the key {key} is wrong".encode()), headers={"Key": key}, secret=key)
    assert key not in str(caught.value) and key not in repr(caught.value) and "***" in str(caught.value)
    path, query, headers = server.asked[0]
    assert headers["Key"] == key and not query and key not in path


def test_no_half_of_a_key_is_left_where_the_text_is_cut(server):
    key = "0123456789abcdef"
    with pytest.raises(RefreshError) as caught:
        get(server, (503, {}, f"{'x' * 190}{key}".encode()), secret=key)
    assert "0123" not in str(caught.value)


def test_a_reader_that_stumbles_is_an_answer_of_another_shape(server):
    server.map("/x", GOOD)
    with pytest.raises(RefreshError, match=r"status 200: found an answer of another shape \(KeyError: 'rows'\)"):
        Client("Office").get("x", f"{server.address}/x", lambda body: {}["rows"])


def test_an_answer_with_the_key_in_it_is_not_kept(server):
    with pytest.raises(RefreshError, match="repeats the key"):
        get(server, (200, {}, b'{"key": "0123456789abcdef"}'), secret="0123456789abcdef")


@pytest.mark.parametrize("found", ["x", "-1", -1, "nan", "1e400", [], "1,5"])
def test_no_number_is_refused(found):
    with pytest.raises(Unusable, match="expected a number"):
        fetch.number(found, "value")


def test_nothing_is_no_zero():
    assert fetch.number(None, "value") is None and fetch.number("", "value") is None
    assert fetch.number(0, "value") == 0 and fetch.number("12.5", "value") == 12.5
